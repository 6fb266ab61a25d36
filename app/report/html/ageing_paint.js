// What stands on the saw of ages: the limit, the frames at the foot, deaths and losses.
const tickBand = 18;  // pixels at the foot, for the frames

function paintLimit(c, series, {left, width, ratio, y}) {
  const at = y(series.limit_s);
  c.strokeStyle = c.fillStyle = colour('limit');
  c.lineWidth = 1.5 * ratio;
  c.setLineDash([6 * ratio, 4 * ratio]);
  c.beginPath();
  c.moveTo(left, at);
  c.lineTo(left + width, at);
  c.stroke();
  c.setLineDash([]);
  c.textAlign = 'left';
  c.fillText(`limit ${durationText(series.limit_s)}`, left + 6 * ratio, at - 3 * ratio);
}

// From the phone in the upper half of the band, to it in the lower.
function paintPassages(c, series, {top, height, ratio, x}) {
  const half = (tickBand / 2) * ratio;
  for (const [at, direction, refreshes] of series.passages) {
    c.fillStyle = colour(refreshes ? 'fg' : 'dim');
    const length = refreshes ? half - ratio : half / 2;
    c.fillRect(x(at) - 0.5 * ratio, top + height - (direction === 0 ? 2 : 1) * half, ratio, length);
  }
}

// A cross, how much later its content came through, and that time as a bar at the foot.
function paintDeaths(c, dead, {top, height, ratio, x, y}) {
  c.fillStyle = colour('bad');
  let taken = -Infinity;
  for (const death of dead) {
    const age = Math.max(y(death.age), top + 26 * ratio);  // what is older stands at the edge
    const at = x(death.at), until = death.repaired ?? death.loss;
    if (until !== undefined) {
      const length = Math.max(ratio, x(until) - at);
      c.fillRect(at, top + height - (tickBand + 5) * ratio, length, 4 * ratio);
    }
    paintCross(c, at, age, 4 * ratio, ratio);
    const repair = death.repaired && '+' + durationText(death.repaired - death.at);
    const text = repair ?? (death.loss === undefined ? '' : 'too late');
    const width = c.measureText(text).width;
    const start = repair ? at - width / 2 : at + 4 * ratio - width;  // leave room for the loss
    if (text === '' || start < taken) continue;
    taken = start + width + 6 * ratio;
    c.textAlign = 'left';
    c.fillText(text, start, age - 6 * ratio);
  }
}

function paintLost(c, series, {left, top, width, height, ratio, x}) {
  c.fillStyle = colour('bad');
  c.textBaseline = 'top';
  for (const stay of staysOf.get(series.phone) ?? []) {
    if (!stay.end.lost) continue;
    c.fillRect(x(stay.to) - ratio, top, 2 * ratio, height);
    const text = `lost ${nameOf(stay.server)}`;
    const fits = x(stay.to) + 6 * ratio + c.measureText(text).width < left + width;
    c.textAlign = fits ? 'left' : 'right';
    c.fillText(text, x(stay.to) + (fits ? 6 : -6) * ratio, top + 3 * ratio);
  }
}

function paintAgeing(plot, series, dead) {
  const c = plot.ctx;
  const place = {
    ...plot.bbox,
    ratio: uPlot.pxRatio,
    x: (time) => plot.valToPos(time, 'x', true),
    y: (age) => plot.valToPos(age, 'y', true),
  };
  c.save();
  c.beginPath();
  c.rect(place.left, place.top, place.width, place.height);
  c.clip();
  c.font = `${12 * place.ratio}px system-ui, sans-serif`;
  c.textBaseline = 'bottom';
  paintLimit(c, series, place);
  paintPassages(c, series, place);
  paintDeaths(c, dead, place);
  paintLost(c, series, place);
  c.restore();
}
