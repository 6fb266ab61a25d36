// Wheel, pinch, drag and keys of the timeline. `chart` says where things are and what to choose.
function listenToPointers(canvas, chart) {
  const at = new Map();  // pointers that are down, by their x
  let moved = 0, spread = 0;
  const seconds = (pixels) =>
      (pixels * (view.to - view.from)) / (chart.width() - gutter - rightMargin);
  const local = (event) => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    at.set(event.pointerId, local(event));
    canvas.setPointerCapture(event.pointerId);
    moved = 0;
    hideTip();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!at.has(event.pointerId)) {
      chart.hover(event);
      return;
    }
    const before = at.get(event.pointerId);
    at.set(event.pointerId, local(event));
    const all = [...at.values()];
    if (all.length === 1) {
      moved += Math.abs(all[0] - before);
      if (moved > 3) pan(-seconds(all[0] - before));
      return;
    }
    const now = Math.max(20, Math.abs(all[0] - all[1]));
    if (spread > 0) zoom(spread / now, timeAt((all[0] + all[1]) / 2, chart.width()));
    spread = now;
  });
  const end = (event) => {
    if (at.delete(event.pointerId) && moved <= 3 && event.type === 'pointerup') chart.press(event);
    spread = 0;
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('pointerleave', chart.leave);
  canvas.addEventListener(
      'dblclick', (event) => zoom(event.shiftKey ? 2 : 0.5, timeAt(local(event), chart.width())));
  canvas.addEventListener('wheel', (event) => {
    if (event.ctrlKey || event.metaKey) {  // a pinch on a touchpad comes as this, too
      event.preventDefault();
      zoom(
          Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.01),
          timeAt(local(event), chart.width()));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      pan(seconds(event.shiftKey ? event.deltaY || event.deltaX : event.deltaX));
    }
  }, {passive: false});
}

function listenToKeys(place, chart) {
  const span = () => view.to - view.from;
  const keys = {
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
    0: () => setView(0, wholeRun.to),
    ArrowLeft: () => pan(-span() / 8),
    ArrowRight: () => pan(span() / 8),
    ArrowUp: () => chart.choose(-1),
    ArrowDown: () => chart.choose(1),
    PageUp: () => chart.choose(-20),
    PageDown: () => chart.choose(20),
    Home: () => chart.choose(-Infinity),
    End: () => chart.choose(Infinity),
    Enter: () => chart.toggle(),
    ' ': () => chart.toggle(),
    n: () => chart.step(1),
    p: () => chart.step(-1),
    Escape: hideTip,
  };
  place.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}
