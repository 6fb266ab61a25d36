// A table entry's age against its limit, next to the frames that should have kept it young.
function ageingOptions(series, dead, oldest, width, select) {
  const saw = {width: 1.5, points: {show: false}, spanGaps: false};
  return {
    width,
    height: 280,
    ...dragToSelect(select),
    scales: {y: {range: [-oldest * 0.13, oldest * 1.22]}},
    axes: [
      timeAxis(), {
        ...valueAxis(),
        space: 34,
        incrs: timeSteps,
        filter: (plot, splits) => splits.map((age) => (age < 0 ? null : age)),
        values: (plot, splits) => splits.map((age) => (age === null ? '' : durationText(age))),
      }
    ],
    series: [
      {},
      {...saw, stroke: colour('server0'), fill: colour('fill')},
      {...saw, stroke: colour('bad'), fill: colour('fill-bad'), dash: [5, 3]},
    ],
    hooks: {...dragToSelect(select).hooks, draw: [(plot) => paintAgeing(plot, series, dead)]},
  };
}

// First what led to the first loss: there a cycle shows how it builds up.
function aboutFirstLoss(phone) {
  const first = (staysOf.get(phone) ?? []).find((stay) => stay.end.lost);
  if (!first) return undefined;
  const after = Math.max(5, (first.to - first.from) * 0.08);
  return {from: Math.max(0, first.from - 20), to: Math.min(wholeRun.to, first.to + after)};
}

function ageingText(series, dead) {
  const repaired = dead.map((d) => (d.repaired ? durationText(d.repaired - d.at) : 'never'));
  return `${series.title}: limit ${durationText(series.limit_s)}, ` +
      `${countText(dead.length, 'frame')} died; repaired after ${repaired.join(', ')}`;
}

function showOneAge(place, series) {
  const columns = ageingColumns(series);
  const dead = repairs(series);
  const ages = [...columns[1], ...columns[2], ...dead.map((death) => death.age)];
  const beyond = 3;  // limits; an entry that is older than that is old, and the limit must be seen
  const oldest = Math.min(
      beyond * series.limit_s,
      ages.reduce((most, age) => Math.max(most, age ?? 0), series.limit_s));
  const about = aboutFirstLoss(series.phone);
  let range = about ?? wholeRun;
  let follow;
  const select = (from, to) => {
    range = {from, to};
    follow();
  };
  const box = el('div', {class: 'chart', role: 'img', 'aria-label': ageingText(series, dead)});
  const controls = el('div', {class: 'controls'});
  if (about) {
    controls.append(
        button('First loss', 'what led to the first loss', () => select(about.from, about.to)));
  }
  controls.append(button('All', 'the whole run', () => select(wholeRun.from, wholeRun.to)));
  place.append(
      el('h3', {}, series.title),
      el('p', {class: 'dim'}, `Age of the entry in ${series.device}, `,
         el('code', {}, series.setting), ` = ${durationText(series.limit_s)}`),
      controls, box, ageingLegend());
  follow = chart(
      box, (width) => ageingOptions(series, dead, oldest, width, select), () => columns,
      () => range);
}

function showAgeing(place) {
  for (const series of run.evidence.ageing) showOneAge(place, series);
}

function ageingLegend() {
  const stroke = (name, dash) => (c) => {
    c.strokeStyle = colour(name);
    c.lineWidth = 1.5;
    c.setLineDash(dash);
    c.beginPath();
    c.moveTo(1, 11);
    c.lineTo(21, 1);
    c.stroke();
  };
  const bar = (name, x, y, width, height) => (c) => {
    c.fillStyle = colour(name);
    c.fillRect(x, y, width, height);
  };
  const items = [
    [stroke('server0', []), 'the entry is known'],
    [stroke('bad', [4, 3]), 'aged out: the next frame must be learned'],
    [(c) => paintCross(c, 11, 6, 4), 'a frame died; + how much later its repair came through'],
    [bar('bad', 0, 4, 22, 4), 'so long its content was missing'],
    [
      bar('fg', 10.5, 1, 1, 9),
      'a frame: above from the phone, below to it; short: does not refresh'
    ],
  ];
  return el(
      'ul', {class: 'legend'}, ...items.map(([paint, text]) => el('li', {}, swatch(paint), text)));
}
