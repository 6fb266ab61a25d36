// Which rows the timeline has: phones whose histories look the same may share one.
// Same servers and ends, at times that differ by less than anybody sees.
function groupPhones(list) {
  const near = wholeRun.to / 150;
  const alike = (a, b) => a.every(
      (stay, i) => Math.abs(stay.from - b[i].from) < near && Math.abs(stay.to - b[i].to) < near);
  const bySignature = new Map();
  const groups = [];
  for (const phone of list) {
    const own = staysOf.get(phone);
    const signature = devices[phone][1] + '|' + neverRegistered.has(phone) + '|' +
        own.map((stay) => stay.server + (stay.end.lost ? '!' + stay.end.reason : '')).join(',');
    const candidates = bySignature.get(signature) ?? [];
    bySignature.set(signature, candidates);
    let group = candidates.slice(-60).find((other) => alike(own, staysOf.get(other.phones[0])));
    if (!group) {
      group = {phones: []};
      candidates.push(group);
      groups.push(group);
    }
    group.phones.push(phone);
  }
  return groups;
}

const lossesOf = (phone) =>
    staysOf.get(phone).reduce((count, stay) => count + (stay.end.lost ? 1 : 0), 0);
const firstLossOf = (phone) => staysOf.get(phone).find((stay) => stay.end.lost)?.to ??
    (neverRegistered.has(phone) ? -1 : Infinity);
const orders = {
  file: {text: 'as in the file'},
  first: {text: 'first loss first', key: firstLossOf},
  most: {text: 'most losses first', key: (phone) => -lossesOf(phone)},
};

// options: {grouped, order, filter, open: groups that are shown phone by phone}
function timelineRows(options) {
  const wanted = options.filter.toLowerCase();
  const list = wanted === '' ?
      [...phones] :
      phones.filter((phone) => nameOf(phone).toLowerCase().includes(wanted));
  const {key} = orders[options.order];
  if (key) {
    const keys = new Map(list.map((phone) => [phone, key(phone)]));
    list.sort((a, b) => (keys.get(a) === keys.get(b) ? a - b : keys.get(a) - keys.get(b)));
  }
  if (!options.grouped)
    return list.map((phone) => ({phone, label: nameOf(phone), phones: [phone]}));
  return groupPhones(list).flatMap((group) => {
    const [first] = group.phones;
    if (group.phones.length === 1) return [{phone: first, label: nameOf(first), phones: [first]}];
    const isOpen = options.open.has(first);
    const head = {
      phone: first,
      phones: group.phones,
      isOpen,
      label: `${isOpen ? '\u25be' : '\u25b8'} ${nameOf(first)} +${group.phones.length - 1}`,
    };
    if (!isOpen) return [head];
    return [
      head, ...group.phones.map((phone) => ({phone, label: '   ' + nameOf(phone), phones: [phone]}))
    ];
  });
}
