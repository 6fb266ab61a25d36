// Colours come from page.css; every server has a pattern, too: nothing is said by colour alone.
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const repaints = [];  // what to do when the scheme changes, the page is resized or printed

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}
const serverColour = (server) => colour('server' + (serverNumber.get(server) % 6));

// For a canvas, in its own pixels: plain, stripes one way, stripes the other way, dots, ...
function serverPattern(context, server) {
  const kind = serverNumber.get(server) % 6;
  const base = serverColour(server);
  if (kind === 0) return base;
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const t = tile.getContext('2d');
  t.fillStyle = base;
  t.fillRect(0, 0, 8, 8);
  t.strokeStyle = t.fillStyle = colour('pattern');
  t.lineWidth = 1.6;
  const line = (x1, y1, x2, y2) => {
    t.beginPath();
    t.moveTo(x1, y1);
    t.lineTo(x2, y2);
    t.stroke();
  };
  if (kind === 1)
    for (const d of [-8, 0, 8]) line(d - 1, 9, d + 9, -1);
  if (kind === 2)
    for (const d of [-8, 0, 8]) line(d - 1, -1, d + 9, 9);
  if (kind === 3) t.fillRect(2, 2, 3, 3);
  if (kind === 4) line(4, 0, 4, 8);
  if (kind === 5) line(0, 4, 8, 4);
  return context.createPattern(tile, 'repeat');
}

function repaintAll() {
  for (const repaint of repaints) repaint();
}
darkScheme.addEventListener('change', repaintAll);
let resizing = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(repaintAll);
});
// On paper all is dark on white, and as wide as the paper.
function setPrinting(on) {
  document.documentElement.toggleAttribute('data-print', on);
  repaintAll();
}
addEventListener('beforeprint', () => setPrinting(true));
addEventListener('afterprint', () => setPrinting(false));
const paperWidth = 680;  // of A4 and Letter between their margins, in CSS pixels
const widthOf = (place) => (printing() ? paperWidth : Math.max(320, place.clientWidth));
const printing = () => document.documentElement.hasAttribute('data-print');

// A canvas as sharp as the screen; returns its context, in CSS pixels.
function sizeCanvas(canvas, width, height) {
  const ratio = printing() ? 2 : devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = width + 'px';
  canvas.style.height = height + 'px';
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = '12px ' + getComputedStyle(document.body).fontFamily;
  context.textBaseline = 'middle';
  return context;
}

// A small picture for a legend.
function swatch(paint) {
  const canvas = el('canvas', {'aria-hidden': 'true'});
  const draw = () => paint(sizeCanvas(canvas, 22, 12));
  repaints.push(draw);
  draw();
  return canvas;
}
