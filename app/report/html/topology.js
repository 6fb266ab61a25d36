// The topology, and where registrations were lost: the failing element has a thick border and a
// number.
function placeText(mark) {
  const more = (list, first) => (list.length > 1 ? `${first} and ${list.length - 1} more` : first);
  if (mark.devices.length > 0) {
    const [first] = mark.devices, entry = entryOf(first);
    const isAll = mark.devices.length > 1 && mark.devices.length === entry.count;
    return isAll ? `${entry.name} \u00d7${entry.count}` : more(mark.devices, nameOf(first));
  }
  if (mark.links.length === 0) return '';
  const [a, b] = links[mark.links[0]];
  return more(mark.links, `link ${nameOf(a)} \u2013 ${nameOf(b)}`);
}

function markItem(mark) {
  const equals = mark.value.startsWith('{') ? ' ' : ' = ';  // what the timeline did, or a value
  const value = mark.setting && mark.value ? equals + mark.value : '';
  return el(
      'li', {}, el('b', {}, placeText(mark)), mark.fate ? ' frames die here: ' : ' decides: ',
      el('code', {}, (mark.fate || mark.setting) + value),
      el('span', {class: 'dim'}, ` \u00b7 cost ${countText(mark.cost, 'registration')}`));
}

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
  return svg('g', {}, path, ...(numbers.length > 0 ? [badge(numbers, ...middle)] : []));
}

function drawBox(box, numbers) {
  const classes = ['name', 'small', 'bad'];
  const {x, y, width, height} = box;
  const group =
      svg('g', {class: 'box' + (numbers.length > 0 ? ' marked' : '')},
          svg('rect', {x, y, width, height, rx: 3}),
          ...labelsOf(box).map(
              (text, i) => svg('text', {x: x + 10, y: y + 18 + 17 * i, class: classes[i]}, text)));
  if (numbers.length > 0) group.append(badge(numbers, box.x + box.width - 14, box.y));
  return group;
}

function showTopology(place) {
  const graph = topologyGroups();
  const size = layOut(graph);
  const marked = marks.map((m) => ({devices: new Set(m.devices), links: new Set(m.links)}));
  const numbersAt = (what, wanted) =>
      marked.flatMap((mark, i) => (wanted.some((one) => mark[what].has(one)) ? [i + 1] : []));
  const picture = svg('svg', {
    viewBox: `-2 -14 ${size.width + 4} ${size.height + 20}`,
    role: 'img',
    width: size.width + 4,
    height: size.height + 20,
    'aria-label': 'Topology: ' + graph.boxes.map((box) => labelsOf(box)[0]).join(', ')
  });
  for (const line of graph.lines) picture.append(drawLine(line, numbersAt('links', line.links)));
  for (const box of graph.boxes) picture.append(drawBox(box, numbersAt('devices', box.devices)));
  place.append(el('div', {class: 'wide'}, picture));
  if (marks.length > 0) place.append(el('ol', {class: 'marks'}, ...marks.map(markItem)));
}
