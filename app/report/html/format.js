// Times and numbers as the terminal writes them.
const two = (n) => String(n).padStart(2, '0');

// A moment of the run: 16:05.11, 1:05:13.20.
function clockText(seconds) {
  const hundredths = Math.floor(seconds * 100 + 1e-6);
  const s = Math.floor(hundredths / 100);
  const tail = two(s % 60) + '.' + two(hundredths % 100);
  const minutes = Math.floor(s / 60);
  return minutes < 60 ? minutes + ':' + tail :
                        Math.floor(minutes / 60) + ':' + two(minutes % 60) + ':' + tail;
}

// The devices' clocks, where the file says when it begins: 08:16:05; Tue 08:16:05 on a later day.
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
function wallText(seconds) {
  if (!run.begins) return '';
  const s = run.begins.second + Math.floor(seconds + 1e-6);
  const days = Math.floor(s / 86400);
  const clock = [s / 3600 % 24, s / 60 % 60, s % 60].map((n) => two(Math.floor(n))).join(':');
  const first = weekdays.findIndex((day) => day.startsWith(run.begins.weekday.slice(0, 3)));
  const day = weekdays[(first + days) % 7].slice(0, 3);
  return wholeRun.to + run.begins.second > 86400 && first >= 0 ? `${day} ${clock}` : clock;
}
// Both: 16:05.11 (08:16:05).
function momentText(seconds) {
  const wall = wallText(seconds);
  return clockText(seconds) + (wall ? ` (${wall})` : '');
}

// How long: 220ms, 14.08s, 16min 3.08s, 1h 30min.
function durationText(seconds) {
  if (seconds > 0 && seconds < 1) return Math.max(1, Math.round(seconds * 1000)) + 'ms';
  let rest = Math.round(seconds * 100) / 100;
  const pieces = [];
  for (const [unit, size] of [['h', 3600], ['min', 60]]) {
    const count = Math.floor(rest / size);
    if (count > 0) pieces.push(count + unit);
    rest -= count * size;
  }
  rest = Math.round(rest * 100) / 100;
  if (rest > 0 || pieces.length === 0) pieces.push(rest + 's');
  return pieces.join(' ');
}

// Distances of marks on a time axis, in seconds.
const timeSteps = [
  0.001, 0.002, 0.005, 0.01,  0.02,  0.05,  0.1,   0.2,    0.5,    1,
  2,     5,     10,    15,    30,    60,    120,   300,    600,    900,
  1800,  3600,  7200,  10800, 21600, 43200, 86400, 172800, 604800, 1209600
];

function axisText(seconds, step) {
  if (step >= 60 || seconds === 0) return durationText(Math.round(seconds));
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9);
  const shown = Math.round(seconds / step) * step + 1e-9;
  const minutes = Math.floor(shown / 60);
  const s = (Math.floor((shown % 60) * 10 ** decimals) / 10 ** decimals).toFixed(decimals);
  const tail = s.padStart(decimals > 0 ? decimals + 3 : 2, '0');
  return minutes < 60 ? minutes + ':' + tail :
                        Math.floor(minutes / 60) + ':' + two(minutes % 60) + ':' + tail;
}

// The smallest step whose labels do not touch.
function timeStep(from, to, width, labelWidth = 84) {
  const wanted = ((to - from) / Math.max(1, width)) * labelWidth;
  return timeSteps.find((step) => step >= wanted) ?? timeSteps[timeSteps.length - 1];
}

const countText = (count, noun) => count.toLocaleString('en') + ' ' +
    (count === 1 ? noun : noun + (noun.endsWith('s') ? 'es' : 's'));
