// From the run to the page: the head, then the sections in the order of the questions.
function showHead() {
  byId('title').textContent = run.title || run.path;
  byId('provenance').textContent =
      `${run.path}, seed ${run.seed}, ${run.duration} simulated, fastbusy ${run.version}`;
  byId('verdict').append(...run.verdict.map(({text, tone}) => el('span', {class: tone}, text)));
  const failed = run.expectations.filter((check) => !check.passed).length;
  const cured = run.remedies.filter((remedy) => remedy.passed).length;
  const lostFrames = run.drops.reduce((sum, drop) => sum + drop.count, 0);
  const figures = [
    ['phones', run.phones.total, 'phones'],
    ['registered_at_end', run.phones.registered_at_end, 'registered at the end'],
    ['never_registered', run.phones.never_registered, 'never registered'],
    ['losses', run.loss_count, 'losses'],
    ['cycles', run.cycle_count, 'phones in a cycle'],
    ['drops', lostFrames, 'frames died'],
    [
      'expectations_passed', run.expectations.length - failed,
      `of ${run.expectations.length} expectations hold`
    ],
    ['remedies_passed', cured, `of ${run.remedies.length} remedies cure`],
  ];
  byId('figures').append(...figures.filter(([, , text]) => !text.startsWith('of 0 '))
                             .map(
                                 ([name, value, text]) =>
                                     el('div', {},
                                        el('dd', {'data-figure': name, 'data-value': String(value)},
                                           value.toLocaleString('en')),
                                        el('dt', {}, text))));
  if (run.not_kept > 0) {
    byId('figures').after(
        el('p', {class: 'bad'},
           `${countText(run.not_kept, 'deviation')} were only counted: causes may be missing`));
  }
}

// The section must be in the page before something is drawn to its width.
function show(id, title, draw, wanted = true) {
  if (!wanted) return;
  const place = el('div');
  section(id, title, place);
  draw(place);
}

showHead();
show('timeline', 'Timeline', (place) => {
  showRegistered(place);
  showTimeline(place);
}, phones.length > 0);
show('topology', 'Topology', showTopology);
show('causes', 'Causes', showCauses, run.loss_count > 0 || run.never.stories.length > 0);
show('calls', 'Calls', showCalls, run.calls.length > 0);
show('ageing', 'Ages in tables', showAgeing, run.evidence.ageing.length > 0);
show('ladders', 'Messages around a loss', showLadders, run.evidence.ladders.length > 0);
show('expectations', 'Expectations', showExpectations, run.expectations.length > 0);
show('remedies', 'Remedies', showRemedies, run.remedies.length > 0);
show('drops', 'Frames that died', showDrops, run.drops.length > 0);
show('scenario', 'Scenario', showScenario);
