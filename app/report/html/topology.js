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

// The ports at both ends of a cable, as 3, or 1-12 of many; the left one first.
function portsOf(line, left) {
  const range = (end) => {
    const all = line.links.map((link) => run.topology.ports[link]?.[end] ?? '').filter(Boolean);
    const numbers = all.map(Number).sort((a, b) => a - b);
    const [first, last] = [numbers[0], numbers[numbers.length - 1]];
    if (all.length === 0 || Number.isNaN(first)) return '';
    if (first === last) return `${first}`;
    return last - first + 1 === numbers.length ? `${first}\u2013${last}` : `${first}, \u2026`;
  };
  const flipped = line.links.map((link) => left.devices.includes(links[link][1]));
  return flipped.every(Boolean) ? [range(1), range(0)] :
      flipped.some(Boolean)     ? ['', ''] :
                                  [range(0), range(1)];
}

function drawLine(line, numbers) {
  const [left, right] = line.a.column <= line.b.column ? [line.a, line.b] : [line.b, line.a];
  const y1 = left.y + left.height / 2, y2 = right.y + right.height / 2;
  const aside = left.column === right.column;  // neighbours in one column: an arc at its right
  const x1 = left.x + left.width, x2 = aside ? right.x + right.width : right.x;
  const bow = aside ? 40 : (x2 - x1) / 2;
  const path = svg('path', {
    class: decides(numbers) ? 'line marked' : 'line',
    d: `M${x1} ${y1}C${x1 + bow} ${y1} ${aside ? x2 + bow : x2 - bow} ${y2} ${x2} ${y2}`
  });
  const middle = [aside ? x1 + 30 : (x1 + x2) / 2, (y1 + y2) / 2];
  const [left_port, right_port] = portsOf(line, left);
  const on = (t, from, near, far, to) =>
      (1 - t) ** 3 * from + 3 * (1 - t) ** 2 * t * near + 3 * (1 - t) * t ** 2 * far + t ** 3 * to;
  const port = (t, text) =>
      svg('text', {
        x: on(t, x1, x1 + bow, x2 - bow, x2),
        y: on(t, y1, y1, y2, y2) - 4,
        class: 'port',
        'text-anchor': 'middle',
      },
          text);
  const ports = [port(0.16, left_port), port(0.8, right_port)];  // where cables have parted
  return svg(
      'g', {}, path, ...(aside ? [] : ports),
      ...(numbers.length > 0 ? [badge(numbers, ...middle)] : []));
}

// Where something decides has a frame; where frames only died of it, a number.
const decides = (numbers) => numbers.some((number) => marks[number - 1].setting) ||
    (numbers.length > 0 && !marks.some((mark) => mark.setting));

function drawBox(box, numbers) {
  const classes = ['name', 'small', 'bad'];
  const {x, y, width, height} = box;
  const group =
      svg('g', {class: 'box' + (decides(numbers) ? ' marked' : '')},
          svg('rect', {x, y, width, height, rx: 3}),
          ...labelsOf(box).map(
              (text, i) => svg('text', {x: x + 10, y: y + 18 + 17 * i, class: classes[i]}, text)));
  // Above the name, and within the picture at the right.
  if (numbers.length > 0) group.append(badge(numbers, box.x + box.width - 14, box.y - 5));
  return group;
}

function showTopology(place) {
  const graph = topologyGroups();
  const size = layOut(graph);
  const marked = marks.map((m) => ({devices: new Set(m.devices), links: new Set(m.links)}));
  const numbersAt = (what, wanted) =>
      marked.flatMap((mark, i) => (wanted.some((one) => mark[what].has(one)) ? [i + 1] : []));
  const picture = svg('svg', {
    viewBox: `-2 -18 ${size.width + 14} ${size.height + 24}`,
    role: 'img',
    width: size.width + 14,
    height: size.height + 24,
    'aria-label': 'Topology: ' + graph.boxes.map((box) => labelsOf(box)[0]).join(', ')
  });
  for (const line of graph.lines) picture.append(drawLine(line, numbersAt('links', line.links)));
  for (const box of graph.boxes) picture.append(drawBox(box, numbersAt('devices', box.devices)));
  place.append(el('div', {class: 'wide'}, picture));
  if (marks.length > 0) place.append(el('ol', {class: 'marks'}, ...marks.map(markItem)));
}
