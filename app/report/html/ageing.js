// A table entry's age against its limit, next to the frames that should have kept it young.
const tickBand = 18;  // pixels at the foot, for the frames

function paintAgeing(plot, series, dead) {
  const c = plot.ctx, ratio = uPlot.pxRatio, {left, top, width, height} = plot.bbox;
  const x = (time) => plot.valToPos(time, 'x', true), y = (age) => plot.valToPos(age, 'y', true);
  c.save();
  c.beginPath();
  c.rect(left, top, width, height);
  c.clip();
  c.font = `${12 * ratio}px system-ui, sans-serif`;
  c.textBaseline = 'bottom';
  c.lineWidth = 1.5 * ratio;
  c.strokeStyle = c.fillStyle = colour('limit');
  c.setLineDash([6 * ratio, 4 * ratio]);
  c.beginPath();
  c.moveTo(left, y(series.limit_s));
  c.lineTo(left + width, y(series.limit_s));
  c.stroke();
  c.setLineDash([]);
  c.textAlign = 'left';
  c.fillText(
      `limit ${durationText(series.limit_s)}`, left + 6 * ratio, y(series.limit_s) - 3 * ratio);
  for (const [at, direction, refreshes] of series.passages) {  // from the phone up, to it down
    c.fillStyle = colour(refreshes ? 'fg' : 'line');
    const foot = top + height - (direction === 0 ? tickBand : tickBand / 2) * ratio;
    c.fillRect(x(at) - 0.5 * ratio, foot, ratio, (tickBand / 2) * ratio - ratio);
  }
  c.strokeStyle = c.fillStyle = colour('bad');
  let taken = -Infinity;
  for (const death of dead) {
    const at = x(death.at), age = y(death.age);
    const until = death.repaired ?? death.loss;
    if (until !== undefined)
      c.fillRect(
          at, top + height - (tickBand + 5) * ratio, Math.max(ratio, x(until) - at), 4 * ratio);
    c.lineWidth = 2 * ratio;
    const arm = 4 * ratio;
    c.beginPath();
    c.moveTo(at - arm, age - arm);
    c.lineTo(at + arm, age + arm);
    c.moveTo(at - arm, age + arm);
    c.lineTo(at + arm, age - arm);
    c.stroke();
    const text = death.repaired !== undefined ? '+' + durationText(death.repaired - death.at) :
        death.loss !== undefined              ? 'too late' :
                                                '';
    const half = c.measureText(text).width / 2;
    if (text === '' || at - half < taken) continue;
    taken = at + half + 6 * ratio;
    c.textAlign = 'center';
    c.fillText(text, at, age - 6 * ratio);
  }
  c.textBaseline = 'top';
  for (const stay of staysOf.get(series.phone) ?? []) {
    if (!stay.end.lost) continue;
    c.fillRect(x(stay.to) - ratio, top, 2 * ratio, height);
    const text = `lost ${nameOf(stay.server)}`;
    const fits = x(stay.to) + 6 * ratio + c.measureText(text).width < left + width;
    c.textAlign = fits ? 'left' : 'right';
    c.fillText(text, x(stay.to) + (fits ? 6 : -6) * ratio, top + 3 * ratio);
  }
  c.restore();
}

function showAgeing(place) {
  for (const series of run.evidence.ageing) {
    const columns = ageingColumns(series);
    const dead = repairs(series);
    const oldest = Math.max(
        series.limit_s, ...dead.map((death) => death.age),
        columns[1].concat(columns[2]).reduce((most, age) => Math.max(most, age ?? 0), 0));
    const first = (staysOf.get(series.phone) ?? []).find((stay) => stay.end.lost);
    const about = first ? {
      from: Math.max(0, first.from - 20),
      to: Math.min(wholeRun.to, first.to + (first.to - first.from) * 0.08)
    } :
                          wholeRun;
    let range = about;
    const box = el('div', {
      class: 'chart',
      role: 'img',
      'aria-label':
          `${series.title}: limit ${durationText(series.limit_s)}, ` +
          `${countText(dead.length, 'frame')} died; repaired after ${
              dead.map((d) => (d.repaired ? durationText(d.repaired - d.at) : 'never')).join(', ')}`
    });
    const show = (next) => {
      range = next;
      follow();
    };
    place.append(
        el('h3', {}, series.title),
        el('p', {class: 'dim'}, el('code', {}, series.setting),
           ` = ${durationText(series.limit_s)}`),
        el('div', {class: 'controls'},
           first ? button('First loss', 'the registration that was lost first', () => show(about)) :
                   '',
           button('All', 'the whole run', () => show(wholeRun))),
        box, ageingLegend());
    const follow = chart(
        box,
        (width) => ({
          width,
          height: 280,
          cursor: {y: false, points: {show: false}, drag: {x: true, y: false, setScale: false}},
          scales: {y: {range: [-oldest * 0.13, oldest * 1.22]}},
          axes: [
            timeAxis(), {
              ...valueAxis(`age in ${series.device}`),
              filter: (u, splits) => splits.map((v) => (v < 0 ? null : v)),
              values: (u, splits) => splits.map((v) => (v === null ? '' : durationText(v))),
              incrs: timeSteps
            }
          ],
          series: [
            {}, {
              stroke: colour('server0'),
              fill: colour('fill'),
              width: 1.5,
              points: {show: false},
              spanGaps: false
            },
            {
              stroke: colour('bad'),
              fill: colour('fill-bad'),
              width: 1.5,
              dash: [5, 3],
              points: {show: false},
              spanGaps: false
            }
          ],
          hooks: {
            draw: [(plot) => paintAgeing(plot, series, dead)],
            setSelect: [(plot) => {
              if (plot.select.width < 4) return;
              const next = {
                from: plot.posToVal(plot.select.left, 'x'),
                to: plot.posToVal(plot.select.left + plot.select.width, 'x')
              };
              plot.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
              show(next);
            }],
          },
        }),
        () => columns, () => range);
  }
}

function ageingLegend() {
  return el(
      'ul', {class: 'legend'}, el('li', {}, '\u2215 solid: the entry is known'),
      el('li', {}, '\u2215 dashed: aged out, the next frame must be learned'),
      el('li', {class: 'bad'}, '\u2715 a frame died; + when its repair came through'),
      el('li', {}, '| frames: above from the phone, below to it; grey: do not refresh'));
}
