// Devices that are alike - the same entry, neighbours and fortune - are one box: "phone x12".
function fortuneOf(device) {
  if (neverRegistered.has(device)) return 'never';
  return (staysOf.get(device) ?? []).some((stay) => stay.end.lost) ? 'lost' : 'well';
}

// For each device the marks on it, or on a cable of it.
function marksOfDevices() {
  const found = devices.map(() => '');
  marks.forEach((mark, i) => {
    const ends = mark.links.flatMap((link) => links[link]);
    for (const device of new Set([...mark.devices, ...ends])) found[device] += i + ' ';
  });
  return found;
}

// Splits by what neighbours are until nothing changes (colour refinement); returns a group for each
// device. withFortune: whether lucky phones are told from unlucky ones.
function refine(neighbours, withFortune) {
  const marked = marksOfDevices();
  let group = devices.map(
      (device, i) => device[1] + '/' + marked[i] + '/' + (withFortune ? fortuneOf(i) : ''));
  for (let count = new Set(group).size;;) {
    const number = new Map();
    group = group.map((own, i) => {
      const around = [...new Set(neighbours[i].map((other) => group[other]))].sort().join(' ');
      const key = own + '(' + around + ')';
      if (!number.has(key)) number.set(key, 'g' + number.size);
      return number.get(key);
    });
    const next = number.size;
    if (next === count) return group;
    count = next;
  }
}

// Boxes {devices, entry, kind, fortune} and lines {a, b, links} between them.
function topologyGroups() {
  const most = 48;  // boxes that a picture bears
  const neighbours = devices.map(() => []);
  for (const [a, b] of links) {
    neighbours[a].push(b);
    neighbours[b].push(a);
  }
  let group = refine(neighbours, true);
  if (new Set(group).size > most) group = refine(neighbours, false);
  if (new Set(group).size > most) group = devices.map((device) => 'e' + device[1]);
  const boxes = new Map();
  devices.forEach((device, i) => {
    if (!boxes.has(group[i])) {
      boxes.set(group[i], {devices: [], entry: entryOf(i), kind: entryOf(i).kind, column: -1});
    }
    boxes.get(group[i]).devices.push(i);
  });
  const lines = new Map();
  links.forEach(([a, b], i) => {
    const ends = [boxes.get(group[a]), boxes.get(group[b])];
    if (ends[0] === ends[1]) return;
    const key = [group[a], group[b]].sort().join('-');
    if (!lines.has(key)) lines.set(key, {a: ends[0], b: ends[1], links: []});
    lines.get(key).links.push(i);
  });
  return {boxes: [...boxes.values()], lines: [...lines.values()]};
}
