// Expectations, remedies, lost frames, and the scenario as it was read.
function passMark(check, good, bad) {
  if (check.reached === false) return el('span', {class: 'bad'}, '\u2013 not reached');
  return check.passed ? el('span', {class: 'good'}, '\u2713 ' + good) :
                        el('span', {class: 'bad'}, '\u2715 ' + bad);
}

function showExpectations(place) {
  place.append(table(
      ['', 'expected', 'observed', 'line'],
      run.expectations.map(
          (check) =>
              [passMark(check, 'holds', 'fails'), el('code', {}, check.text), check.observed,
               lineLink(check.line)])));
}

function showRemedies(place) {
  place.append(table(
      ['', 'change', 'effect', 'expected of it'],
      run.remedies.map(
          (remedy) =>
              [passMark(remedy, 'cures', 'cures not'),
               el('code', {}, remedy.text),
               remedy.refused ? el('span', {class: 'bad'}, 'proves nothing: ' + remedy.refused) :
                                remedy.change.replaceAll('->', '\u2192'),
               el('ul', {class: 'plain'},
                  ...remedy.expectations.map(
                      (check) => el(
                          'li', {}, el('code', {}, check.text),
                          check.passed ?
                              '' :
                              el('span', {class: 'bad'}, ` \u2715 observed: ${check.observed}`)))),
  ])));
}

function showDrops(place) {
  place.append(table(
      ['fate', 'frames', 'meaning', 'advice'],
      run.drops.map(
          (drop) =>
              [el('code', {}, drop.fate), drop.count.toLocaleString('en'), drop.meaning,
               drop.advice])));
}

// Comments dim, keys plain: enough to read a file by.
function showScenario(place) {
  const lines = run.scenario.replace(/\n$/, '').split('\n').map((line, i) => {
    const comment = /^\s*#/.test(line) ? 0 : line.search(/\s#/);
    return el(
        'li', {id: 'line-' + (i + 1)}, comment < 0 ? line : line.slice(0, comment),
        comment < 0 ? '' : el('span', {class: 'dim'}, line.slice(comment)));
  });
  place.append(el('p', {class: 'dim'}, run.path), el('ol', {class: 'source'}, ...lines));
}
