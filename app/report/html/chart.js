// What all charts by uPlot have in common: axes, colours, and how they follow the page.
// Left of every time axis, so that charts stand below each other: as wide as the names need.
const gutter = (() => {
  const context = document.createElement('canvas').getContext('2d');
  context.font = '12px ' + getComputedStyle(document.body).fontFamily;
  const widest = phones.reduce((most, phone) => Math.max(most, nameOf(phone).length), 0);
  const text =
      'n'.repeat(widest) + (phones.length >= groupsFrom ? '\u25b8  +' + phones.length : '');
  return Math.min(Math.max(Math.ceil(context.measureText(text).width) + 18, 76), 240);
})();
const rightMargin = 30;  // half a label

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
function valueAxis() {
  return {
    stroke: colour('dim'),
    font: '12px system-ui, sans-serif',
    size: gutter,
    space: 24,
    grid: {stroke: colour('grid'), width: 1},
    ticks: {stroke: colour('grid'), width: 1, size: 4},
  };
}

// Options of a chart in which a dragged span calls select(from, to).
function dragToSelect(select) {
  const end = (plot) => {
    const {left, width} = plot.select;
    if (width < 4) return;
    plot.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
    select(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
  };
  return {
    cursor: {y: false, points: {show: false}, drag: {x: true, y: false, setScale: false}},
    hooks: {setSelect: [end]},
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
    const own = options(widthOf(place));
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
