// The topology, and where registrations were lost: the failing element has a thick border and a
// number.
function markText(mark) {
  if (mark.fate) return `frames die here: ${mark.fate}`;
  return `decides: ${mark.setting}` +
      (mark.value ? (mark.value.startsWith('{') ? ' ' : ' = ') + mark.value : '');
}
const placeText = (mark, graph) => {
  const names = (list) =>
      (list.length > 3 ? `${nameOf(list[0])} and ${list.length - 1} more` :
                         list.map(nameOf).join(', '));
  if (mark.devices.length > 0) {
    const entry = entryOf(mark.devices[0]);
    return mark.devices.length > 1 && mark.devices.length === entry.count ?
        `${entry.name} \u00d7${entry.count}` :
        names(mark.devices);
  }
  const [first] = mark.links;
  if (first === undefined) return '';
  const text = `link ${nameOf(links[first][0])} \u2013 ${nameOf(links[first][1])}`;
  return mark.links.length > 1 ? `${text} and ${mark.links.length - 1} more` : text;
};

function badge(numbers, x, y) {
  const text = numbers.join(' ');
  const width = Math.max(20, text.length * 7.5 + 10);
  return svg(
      'g', {class: 'badge'}, svg('rect', {x: x - width / 2, y: y - 10, width, height: 20, rx: 10}),
      svg('text', {x, y: y + 4.5, 'text-anchor': 'middle'}, text));
}

function drawLine(line, numbers) {
  const [left, right] = line.a.column <= line.b.column ? [line.a, line.b] : [line.b, line.a];
  const y1 = left.y + left.height / 2, y2 = right.y + right.height / 2;
  const aside = left.column === right.column;  // neighbours in one column: an arc at its right
  const x1 = left.x + left.width, x2 = aside ? right.x + right.width : right.x;
  const bow = aside ? 40 : (x2 - x1) / 2;
  const path = svg('path', {
    class: numbers.length > 0 ? 'line marked' : 'line',
    d: `M${x1} ${y1}C${x1 + bow} ${y1} ${aside ? x2 + bow : x2 - bow} ${y2} ${x2} ${y2}`
  });
  const middle = [aside ? x1 + 30 : (x1 + x2) / 2, (y1 + y2) / 2];
  const parts = [path];
  if (numbers.length > 0)
    parts.push(badge(numbers, ...middle));
  else if (line.links.length > 1) {
    parts.push(
        svg('text', {class: 'small', x: middle[0], y: middle[1] - 6, 'text-anchor': 'middle'},
            '\u00d7' + line.links.length));
  }
  return svg('g', {}, ...parts);
}

function drawBox(box, numbers) {
  const [name, what] = labelsOf(box);
  const group =
      svg('g', {class: 'box' + (numbers.length > 0 ? ' marked' : '')},
          svg('rect', {x: box.x, y: box.y, width: box.width, height: box.height, rx: 3}),
          svg('text', {x: box.x + 10, y: box.y + 18, class: 'name'}, name),
          svg('text', {x: box.x + 10, y: box.y + 35, class: 'small'}, what));
  if (box.entry.is_phone) {
    const lost = box.devices.filter((device) => fortuneOf(device) === 'lost').length;
    const never = box.devices.filter((device) => fortuneOf(device) === 'never').length;
    const text =
        [lost && `${lost} lost`, never && `${never} never registered`].filter(Boolean).join(', ');
    if (text)
      group.append(
          svg('text', {x: box.x + 10, y: box.y + box.height + 14, class: 'bad'}, '\u2715 ' + text));
  }
  if (numbers.length > 0) group.append(badge(numbers, box.x + box.width - 14, box.y));
  return group;
}

function showTopology(place) {
  const graph = topologyGroups();
  const size = layOut(graph);
  const numbersAt = (hit) => marks.flatMap((mark, i) => (hit(mark) ? [i + 1] : []));
  const within = (list, wanted) => wanted.some((one) => list.includes(one));
  const picture = svg('svg', {
    viewBox: `-2 -14 ${size.width + 4} ${size.height + 34}`,
    role: 'img',
    width: size.width + 4,
    height: size.height + 34,
    'aria-label': 'Topology: ' + graph.boxes.map((box) => labelsOf(box)[0]).join(', ')
  });
  for (const line of graph.lines)
    picture.append(drawLine(line, numbersAt((mark) => within(mark.links, line.links))));
  for (const box of graph.boxes)
    picture.append(drawBox(box, numbersAt((mark) => within(mark.devices, box.devices))));
  place.append(el('div', {class: 'wide'}, picture));
  if (marks.length === 0) return;
  place.append(
      el('ol', {class: 'marks'},
         ...marks.map(
             (mark) =>
                 el('li', {}, el('b', {}, placeText(mark)), ' ',
                    mark.fate ? 'frames die here: ' : 'decides: ',
                    el('code', {}, mark.fate || mark.setting),
                    mark.fate || !mark.value ?
                        '' :
                        el('code', {}, (mark.value.startsWith('{') ? ' ' : ' = ') + mark.value),
                    el('span', {class: 'dim'}, ` \u00b7 ${countText(mark.losses, 'loss')}`)))));
}
