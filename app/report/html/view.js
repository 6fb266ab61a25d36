// The part of the run that the pictures show; all of them follow it.
const wholeRun = {
  from: 0,
  to: Math.max(run.end_s, 0.001)
};
const view = {...wholeRun};
const viewers = [];

function setView(from, to) {
  const least = Math.min(0.01, wholeRun.to);
  const span = Math.min(Math.max(to - from, least), wholeRun.to);
  const start = Math.min(Math.max((from + to - span) / 2, 0), wholeRun.to - span);
  if (start === view.from && start + span === view.to) return;
  view.from = start;
  view.to = start + span;
  for (const follow of viewers) follow();
}
// factor < 1: nearer; `at` stays where it is.
function zoom(factor, at = (view.from + view.to) / 2) {
  const span = Math.min((view.to - view.from) * factor, wholeRun.to);
  const from = at - ((at - view.from) * span) / (view.to - view.from);
  const kept = Math.min(Math.max(from, 0), wholeRun.to - span);
  setView(kept, kept + span);
}
function pan(seconds) {
  const span = view.to - view.from;
  const from = Math.min(Math.max(view.from + seconds, 0), wholeRun.to - span);
  setView(from, from + span);
}
