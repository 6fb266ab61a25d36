// The run as it was written into the page, and what is asked of it often.
const run = JSON.parse(byId('data').textContent);
const {entries, devices, links, marks} = run.topology;
const nameOf = (device) => devices[device][0];
const entryOf = (device) => entries[devices[device][1]];

const phones =
    entries.filter((entry) => entry.is_phone)
        .flatMap((entry) => Array.from({length: entry.count}, (_, i) => entry.first + i));

// Servers in the order in which phones prefer them; this gives them their colours.
const servers = [];
for (const server of [...entries.flatMap((entry) => entry.servers), ...run.stays.server]) {
  if (!servers.includes(server)) servers.push(server);
}
const serverNumber = new Map(servers.map((server, i) => [server, i]));

// One object for each registration; they come by phone, then by time.
const stays = run.stays.phone.map((phone, i) => ({
                                    phone,
                                    server: run.stays.server[i],
                                    from: run.stays.from[i],
                                    to: run.stays.to[i],
                                    end: run.stays.ends[run.stays.end[i]],
                                  }));
const staysOf = new Map(phones.map((phone) => [phone, []]));
for (const stay of stays) staysOf.get(stay.phone).push(stay);
// When it could not have been called, though it was registered.
const deafOf = new Map();
run.deaf?.phone.forEach((phone, i) => {
  if (!deafOf.has(phone)) deafOf.set(phone, []);
  deafOf.get(phone).push({from: run.deaf.from[i], to: run.deaf.to[i], why: run.deaf.why[i]});
});
const groupsFrom = 25;  // with so many phones, alike ones begin as one row
const neverRegistered = new Set(run.never.phones);

// What is known of a registration, line by line.
function stayLines(stay) {
  const {end} = stay;
  const lines = [
    `${nameOf(stay.phone)} on ${nameOf(stay.server)}`,
    `${momentText(stay.from)} to ${momentText(stay.to)}, ${durationText(stay.to - stay.from)}`
  ];
  if (!end.ended)
    lines.push('registered until the end of the run');
  else if (end.lost)
    lines.push('lost: ' + end.reason);
  else if (end.reason)
    lines.push('ended: ' + end.reason);
  if (end.server_text) lines.push(`${nameOf(stay.server)} log: ${end.server_text}`);
  if (end.phone_text) lines.push('phone saw: ' + end.phone_text);
  if (end.fate) lines.push(`${countText(end.drops, 'frame')} died: ${end.fate}`);
  if (end.delays) lines.push('TCP retried after ' + end.delays);
  if (end.lost && end.setting)
    lines.push('decided by ' + end.setting + (end.event ? ' ' + end.event : ''));
  return lines;
}
