// What must hold for every page: its figures, its contrast, and that its controls do something.
// Functions whose names begin with page_ run in the page.

function page_figures() {
  const number = (element) => Number(element.textContent.replaceAll(',', ''));
  const rows = (id) => [...document.querySelectorAll('#' + id + ' tbody tr')].map((r) => r.cells);
  const figures = {};
  for (const dd of document.querySelectorAll('[data-figure]')) {
    figures[dd.dataset.figure] = number(dd);
  }
  figures.fates = rows('drops').map((cells) => [cells[0].textContent, number(cells[1])]);
  figures.expectations = rows('expectations')
                             .map(
                                 (cells) =>
                                     [cells[1].textContent, cells[0].textContent.includes('holds'),
                                      cells[2].textContent]);
  figures.remedies =
      rows('remedies')
          .map((cells) => [cells[1].textContent, cells[0].textContent.includes('\u2713')]);
  return figures;
}

// The same, from what --json says.
export function figuresWanted(json) {
  const passed = (list) => list.filter((one) => one.passed).length;
  const fates = Object.entries(json.drops);
  const wanted = {
    phones: json.phones.total,
    registered_at_end: json.phones.registered_at_end,
    never_registered: json.phones.never_registered,
    losses: json.losses.length,
    cycles: json.cycles.length,
    drops: fates.reduce((sum, [, count]) => sum + count, 0),
  };
  if (json.expectations.length > 0) wanted.expectations_passed = passed(json.expectations);
  if (json.remedies.length > 0) wanted.remedies_passed = passed(json.remedies);
  wanted.fates = fates;
  wanted.expectations = json.expectations.map((one) => [one.text, one.passed, one.observed]);
  wanted.remedies = json.remedies.map(
      (remedy) =>
          [Object.entries(remedy.set).map(([path, value]) => path + '=' + value).join(', '),
           remedy.passed]);
  return wanted;
}

// WCAG 2.1: 4.5 for text, 3 for what is drawn. Pairs that fail, with their contrast.
function page_contrast() {
  const style = getComputedStyle(document.documentElement);
  const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (name) => {
    const hex = style.getPropertyValue('--' + name).trim();
    const [r, g, b] = [1, 3, 5].map((i) => linear(parseInt(hex.slice(i, i + 2), 16) / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const texts = ['fg', 'dim', 'bad', 'good', 'link', 'event', 'limit'];
  const pairs = texts.flatMap((t) => ['bg', 'panel', 'chosen'].map((ground) => [t, ground, 4.5]));
  for (let i = 0; i < 6; ++i) {
    pairs.push(['bar-text', 'server' + i, 4.5], ['server' + i, 'bg', 3]);
  }
  const contrast = ([a, b, least]) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return {pair: a + ' on ' + b, contrast: (high + 0.05) / (low + 0.05), least};
  };
  return pairs.map(contrast).filter(({contrast: found, least}) => !(found >= least));
}

// Pictures have content, keys move the timeline, nothing is wider than the window.
async function page_behaviour() {
  const wrong = [];
  const check = (good, complaint) => good || wrong.push(complaint);
  const find = (selector) => document.querySelector(selector);
  const rows = find('.rows'), scroll = find('.scroll');
  const empty = Object.assign(document.createElement('canvas'), {
    width: rows.width,
    height: rows.height,
  });
  const picture = () => find('.axis').toDataURL();
  const press = (key) => scroll.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  check(rows.toDataURL() !== empty.toDataURL(), 'the timeline is empty');
  const whole = picture();
  press('+');
  check(picture() !== whole, '+ does not zoom');
  press('0');
  check(picture() === whole, '0 does not show all again');
  press('n');  // begins with the first
  const first = typeof stays === 'undefined' ? undefined : stays.find((stay) => stay.end.lost);
  const isFirst = first && first.phone === phones[0];
  check(
      !isFirst || find('[role=status]').textContent.includes(clockText(first.to)),
      'n is not the first');
  press('0');
  press('ArrowDown');
  check(find('[role=status]').textContent !== '', 'a chosen row is not told');
  const {left, top} = rows.getBoundingClientRect();
  const over = {bubbles: true, clientX: left + 300, clientY: top + 5};
  rows.dispatchEvent(new PointerEvent('pointermove', over));
  check(!find('#tip').hidden, 'no tip under the pointer');
  press('Escape');
  check(find('#tip').hidden, 'Escape does not hide the tip');
  check(find('.uplot canvas'), 'no chart of registered phones');
  check(find('#topology .box'), 'no topology');
  check(document.documentElement.scrollWidth <= innerWidth, 'wider than the window');
  for (const link of document.querySelectorAll('.line-link')) {
    check(find(link.getAttribute('href')), 'a link to no line');
  }
  for (const badge of document.querySelectorAll('.badge')) {
    const {bottom} = badge.getBoundingClientRect();
    const name = badge.parentElement.querySelector('.name');
    check(!name || bottom <= name.getBoundingClientRect().top + 3, 'a badge over a name');
  }
  check(document.title !== 'hacked' && !find('.ladder script'), 'a script got in');
  for (const details of document.querySelectorAll('details')) {
    details.open = true;
    await new Promise((done) => setTimeout(done));  // it is filled when it opens
    check(details.childElementCount > 1, 'nothing in ' + details.textContent);
    details.open = details.classList.contains('ladder');
  }
  return wrong;
}

export const figuresOf = (tab) => tab.evaluate(`(${page_figures})()`);
export const checkContrast = (tab) => tab.evaluate(`(${page_contrast})()`);
export const checkBehaviour = (tab) => tab.evaluate(`(${page_behaviour})()`);
