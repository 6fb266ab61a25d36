// How many phones were registered over time.
function registeredSteps() {
  const changes = [];
  for (const phone of phones) {
    let until = -1;
    for (const stay of staysOf.get(phone)) {  // a phone that is held twice counts once
      if (stay.from > until)
        changes.push([stay.from, 1]);
      else
        changes.pop();
      until = Math.max(until, stay.to);
      changes.push([until, -1]);
    }
  }
  changes.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const times = [0], counts = [0];
  let count = 0;
  for (const [at, change] of changes) {
    if (at >= run.end_s) break;  // what ends with the run is registered at its end
    count += change;
    if (times[times.length - 1] === at)
      counts[counts.length - 1] = count;
    else {
      times.push(at);
      counts.push(count);
    }
  }
  times.push(wholeRun.to);
  counts.push(count);
  return [times, counts];
}

function showRegistered(place) {
  const steps = registeredSteps();
  const readout = el('span', {class: 'dim', 'aria-live': 'off'});
  const most = steps[1].reduce((a, b) => Math.max(a, b), 0);
  const label = `Registered phones over time, at most ${most} of ${phones.length}`;
  const box = el('div', {class: 'chart', role: 'img', 'aria-label': label});
  place.append(
      el('div', {class: 'caption'}, el('span', {}, `Registered phones, of ${phones.length}`),
         readout),
      box);
  const options = (width) => ({
    width,
    height: 120,
    ...dragToSelect(setView),
    scales: {y: {range: [0, Math.max(1, phones.length) * 1.06]}},
    axes: [
      timeAxis(), {
        ...valueAxis(),
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4, 1e5]
      }
    ],
    series: [
      {}, {
        stroke: colour('fg'),
        fill: colour('fill'),
        width: 1.5,
        points: {show: false},
        paths: uPlot.paths.stepped({align: 1})
      }
    ],
    hooks: {
      ...dragToSelect(setView).hooks,
      setCursor: [(plot) => {
        const at = plot.cursor.idx;
        const time = plot.posToVal(plot.cursor.left, 'x');
        if (at === null || plot.cursor.left < 0) {
          readout.textContent = '';
          return;
        }
        let i = at;
        while (i > 0 && steps[0][i] > time) --i;
        readout.textContent = `${steps[1][i]} at ${clockText(time)}`;
      }],
    },
  });
  viewers.push(chart(box, options, () => steps, () => view));
}
