// Losses that are alike, told once, and what decided; then each loss in a table. Calls likewise.
function storyLines(lines) {
  const list = el('dl', {class: 'story'});
  for (const line of lines) {
    list.append(
        el('dt', {}, line.label),
        el('dd', {class: line.aside ? 'dim' : undefined},
           line.strong ? el('code', {class: 'decides'}, line.strong) : '', line.text,
           ...(line.line ? [' ', lineLink(line.line)] : [])));
  }
  return list;
}

// To the line of the scenario below.
const lineLink = (number) =>
    el('a', {href: '#line-' + number, class: 'line-link'}, `line ${number}`);

function lossStory(story) {
  const alike = `the first of ${story.losses} alike, ${countText(story.phones, 'phone')}`;
  const head =
      el('h3', {}, el('span', {class: 'bad'}, '\u2715 ' + momentText(story.at_s)),
         ` ${story.phone} lost ${story.server} after ${story.held}`,
         story.losses > 1 ? el('span', {class: 'dim'}, ' ' + alike) : '');
  return [head, storyLines(story.lines)];
}

function showCauses(place) {
  for (const story of run.never.stories) {
    place.append(
        el('h3', {}, el('span', {class: 'bad'}, '\u2715 never registered'), ` ${story.phone}`,
           story.phones > 1 ? el('span', {class: 'dim'}, ` and ${story.phones - 1} more`) : ''),
        storyLines(story.lines));
  }
  const shown = 5;  // kinds of loss; the others are told when they are asked for
  run.losses.stories.slice(0, shown).forEach((story) => place.append(...lossStory(story)));
  const others = run.losses.stories.slice(shown);
  const untold = run.losses.kinds - run.losses.stories.length;
  if (others.length > 0) {
    place.append(
        el('details', {}, el('summary', {}, `More kinds of loss (${run.losses.kinds - shown})`),
           ...others.flatMap(lossStory),
           untold > 0 ? el('p', {class: 'dim'}, `and ${untold} more; --json has all`) : ''));
  }
  if (run.cycles.length > 0) {
    place.append(
        el('h3', {}, 'Cycle'),
        el('ul', {},
           ...run.cycles.map(
               (cycle) =>
                   el('li', {}, cycle.text,
                      el('span', {class: 'dim'}, ` (${countText(cycle.phones, 'phone')})`)))));
  }
  if (run.loss_count > 0) place.append(lossTable());
}

function showCalls(place) {
  for (const call of run.calls) {
    place.append(
        el('h3', {},
           el('span', {class: call.failed ? 'bad' : 'good'},
              (call.failed ? '\u2715 ' : '\u2713 ') + call.at),
           ` ${call.phone}: ${call.text}`,
           call.phones > 1 ? el('span', {class: 'dim'}, ` and ${call.phones - 1} more`) : ''),
        storyLines(call.lines));
  }
}

function table(heads, rows) {
  return el(
      'div', {class: 'wide'},
      el('table', {},
         el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', {scope: 'col'}, head)))),
         el('tbody', {},
            ...rows.map((row) => el('tr', {}, ...row.map((cell) => el('td', {}, cell)))))));
}

// Filled when it is opened: it may have thousands of rows.
function lossTable() {
  const most = 2000;
  const details = el('details', {}, el('summary', {}, `Every loss (${run.loss_count})`));
  details.addEventListener('toggle', () => {
    if (details.childElementCount > 1) return;
    const lost = stays.filter((stay) => stay.end.lost).sort((a, b) => a.to - b.to);
    details.append(table(
        ['lost at', 'phone', 'server', 'after', 'reason', 'decided by'],
        lost.slice(0, most).map(
            (stay) =>
                [momentText(stay.to), nameOf(stay.phone), nameOf(stay.server),
                 durationText(stay.to - stay.from), stay.end.reason, stay.end.setting])));
    if (lost.length > most)
      details.append(
          el('p', {class: 'dim'}, `and ${lost.length - most} more; fastbusy run --json has all`));
  });
  return details;
}
