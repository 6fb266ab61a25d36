// Drawing the timeline: rows of registrations, losses, and what the operator did.
const xOf = (time, width) =>
    gutter + ((time - view.from) / (view.to - view.from)) * (width - gutter - rightMargin);
const timeAt = (x, width) =>
    view.from + ((x - gutter) / (width - gutter - rightMargin)) * (view.to - view.from);

function paintAxis(canvas, width) {
  const c = sizeCanvas(canvas, width, run.timeline.length > 0 ? 42 : 24);
  const step = timeStep(view.from, view.to, width - gutter - rightMargin);
  c.fillStyle = colour('dim');
  c.strokeStyle = colour('grid');
  c.textAlign = 'center';
  for (let t = Math.ceil(view.from / step) * step; t <= view.to + step * 1e-9; t += step) {
    const x = Math.round(xOf(t, width)) + 0.5;
    c.beginPath();
    c.moveTo(x, 18);
    c.lineTo(x, 22);
    c.stroke();
    c.fillText(axisText(t, step), x, 9);
  }
  c.fillStyle = colour('event');
  let taken = -Infinity;
  for (const event of run.timeline) {
    const x = xOf(event.at, width);
    if (x < gutter - 0.5 || x > width - rightMargin + 0.5) continue;
    c.fillRect(Math.round(x) - 0.5, 38, 1, 4);
    if (x - taken < 16) continue;
    taken = x;
    c.fillText(String(event.number), x, 31);
  }
}

// One registration as a box; its server's name stands in it if there is room.
function paintStay(c, stay, y, height, width, patterns) {
  const left = Math.max(xOf(stay.from, width), gutter);
  const right = Math.min(xOf(stay.to, width), width - rightMargin);
  if (right < gutter || left > width - rightMargin) return;
  if (!patterns.has(stay.server)) patterns.set(stay.server, serverPattern(c, stay.server));
  c.fillStyle = patterns.get(stay.server);
  c.fillRect(left, y, Math.max(1, right - left - 0.5), height);
  const name = nameOf(stay.server);
  const text = c.measureText(name).width;
  if (height >= 12 && right - left > text + 24) {
    c.fillStyle = serverColour(stay.server);  // a plain field behind the letters
    if (serverNumber.get(stay.server) % 6 !== 0) c.fillRect(left + 4, y, text + 8, height);
    c.fillStyle = colour('bar-text');
    c.textAlign = 'left';
    c.fillText(name, left + 8, y + height / 2 + 0.5);
  }
}

function paintCross(c, x, y, arm, ratio = 1) {
  for (const [style, line] of [[colour('bg'), 5], [colour('bad'), 2]]) {
    c.strokeStyle = style;
    c.lineWidth = line * ratio;
    c.beginPath();
    c.moveTo(x - arm, y - arm);
    c.lineTo(x + arm, y + arm);
    c.moveTo(x - arm, y + arm);
    c.lineTo(x + arm, y - arm);
    c.stroke();
  }
  c.lineWidth = 1;
}

// Where registrations were lost; crosses that would touch are one.
function paintLosses(c, own, y, height, width) {
  const arm = Math.min(4, height / 2 - 1);
  let last = -Infinity;
  for (const stay of own) {
    const x = xOf(stay.to, width);
    if (!stay.end.lost || x < gutter || x > width - rightMargin + 1 || x - last < 3) continue;
    last = x;
    paintCross(c, x, y + height / 2, arm);
  }
}

// Registered, but nobody could have called it: a band of its own at the foot of the box.
function paintDeaf(c, phone, y, height, width) {
  c.fillStyle = colour('bad');
  for (const {from, to} of deafOf.get(phone) ?? []) {
    const left = Math.max(xOf(from, width), gutter);
    const right = Math.min(Math.max(xOf(to, width), left + 1), width - rightMargin);
    if (right > left) c.fillRect(left, y + height - 4, right - left, 4);
  }
}

function paintRow(c, row, y, rowHeight, width, patterns, isChosen) {
  const own = staysOf.get(row.phone);
  const height = rowHeight - 4;
  if (isChosen) {
    c.fillStyle = colour('chosen');
    c.fillRect(0, y, width, rowHeight);
  }
  c.fillStyle = colour('fg');
  c.textAlign = 'left';
  let label = row.label;
  while (label.length > 4 && c.measureText(label).width > gutter - 14)
    label = label.slice(0, -2) + '\u2026';
  c.fillText(label, 4, y + rowHeight / 2 + 0.5);
  c.fillStyle = colour('line');  // registered nowhere
  c.fillRect(gutter, y + rowHeight / 2 - 0.5, width - gutter - rightMargin, 1);
  for (const stay of own) paintStay(c, stay, y + 2, height, width, patterns);
  paintDeaf(c, row.phone, y + 2, height, width);
  paintLosses(c, own, y + 2, height, width);
  if (neverRegistered.has(row.phone)) {
    const text = '\u2715 never registered';
    c.fillStyle = colour('bg');
    c.fillRect(gutter + 6, y + 1, c.measureText(text).width + 8, rowHeight - 2);
    c.fillStyle = colour('bad');
    c.fillText(text, gutter + 10, y + rowHeight / 2 + 0.5);
  }
}

// The rows [first, last) on a canvas whose top is at `top` pixels of all rows.
function paintRows(canvas, width, height, rows, first, last, top, rowHeight, chosen) {
  const c = sizeCanvas(canvas, width, height);
  const patterns = new Map();
  for (let i = first; i < last; ++i) {
    paintRow(c, rows[i], i * rowHeight - top, rowHeight, width, patterns, i === chosen);
  }
  c.fillStyle = colour('event');
  for (const event of run.timeline) {
    const x = xOf(event.at, width);
    if (x >= gutter - 0.5 && x <= width - rightMargin + 0.5)
      c.fillRect(Math.round(x) - 0.5, 0, 1, height);
  }
}
