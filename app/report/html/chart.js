// What all charts by uPlot have in common: axes, colours, and how they follow the page.
const gutter = 148;  // left of every time axis, so that charts stand below each other
const rightMargin = 16;

function timeAxis() {
  return {
    stroke: colour('dim'),
    font: '12px system-ui, sans-serif',
    size: 28,
    grid: {stroke: colour('grid'), width: 1},
    ticks: {stroke: colour('grid'), width: 1, size: 4},
    splits: (plot, axis, from, to) => {
      const step = timeStep(from, to, plot.bbox.width / devicePixelRatio);
      const marks = [];
      for (let t = Math.ceil(from / step) * step; t <= to + step * 1e-9; t += step) marks.push(t);
      return marks;
    },
    values: (plot, splits) =>
        splits.map((t) => axisText(t, splits.length > 1 ? splits[1] - splits[0] : 60)),
  };
}
function valueAxis(label) {
  return {
    stroke: colour('dim'),
    font: '12px system-ui, sans-serif',
    size: gutter - 24,
    label,
    labelSize: 24,
    labelFont: '12px system-ui, sans-serif',
    labelGap: 0,
    grid: {stroke: colour('grid'), width: 1},
    ticks: {stroke: colour('grid'), width: 1, size: 4},
  };
}

// Draws into `place` now and whenever the page changes. options(width): uPlot's; data(): columns.
function chart(place, options, data, range) {
  let plot;
  const follow = () => {
    const {from, to} = range();
    if (plot.scales.x.min !== from || plot.scales.x.max !== to)
      plot.setScale('x', {min: from, max: to});
  };
  const draw = () => {
    plot?.destroy();
    const own = options(Math.max(320, place.clientWidth));
    plot = new uPlot(
        {
          legend: {show: false},
          padding: [8, rightMargin, 0, 0],
          ...own,
          scales: {x: {time: false, range: (u, from, to) => [from, to]}, ...own.scales},
        },
        data(), place);
    follow();
  };
  draw();
  repaints.push(draw);
  return follow;
}
