// Around the timeline: its controls, what its patterns mean, and what the operator did.
function timelineControls(options, renew, count) {
  const bar =
      el('div', {class: 'controls'}, button('\u2212', 'zoom out', () => zoom(2)),
         button('+', 'zoom in', () => zoom(0.5)),
         button('All', 'the whole run', () => setView(0, wholeRun.to)));
  if (phones.length < 4) return bar;
  const order =
      el('select', {
        'aria-label': 'order of the rows',
        onchange: (event) => {
          options.order = event.target.value;
          renew();
        }
      },
         ...Object.entries(orders).map(([value, {text}]) => el('option', {value}, text)));
  const filter = el('input', {
    type: 'search',
    placeholder: 'phone',
    size: '10',
    'aria-label': 'only phones with this in their name',
    oninput: (event) => {
      options.filter = event.target.value.trim();
      renew();
    }
  });
  const grouped = el('input', {
    type: 'checkbox',
    checked: options.grouped,
    onchange: (event) => {
      options.grouped = event.target.checked;
      renew();
    }
  });
  bar.append(order, filter, el('label', {}, grouped, ' alike phones in one row'), count);
  return bar;
}

function legend() {
  const list = el('ul', {class: 'legend'});
  for (const server of servers) {
    const draw = (c) => {
      c.fillStyle = serverPattern(c, server);
      c.fillRect(0, 0, 22, 12);
    };
    list.append(el('li', {}, swatch(draw), nameOf(server)));
  }
  list.append(
      el('li', {}, swatch((c) => {
           c.fillStyle = colour('line');
           c.fillRect(0, 5.5, 22, 1);
         }),
         'nowhere'));
  if (deafOf.size > 0) {
    const band = (c) => {
      c.fillStyle = colour('bad');
      c.fillRect(0, 8, 22, 4);
    };
    list.append(el('li', {}, swatch(band), 'cannot be called'));
  }
  if (run.loss_count > 0) {
    list.append(el('li', {}, swatch((c) => paintCross(c, 11, 6, 4)), 'lost'));
  }
  return list;
}

function eventList() {
  if (run.timeline.length === 0) return '';
  return el(
      'ol', {class: 'events'},
      ...run.timeline.map(
          (event) =>
              el('li', {value: String(event.number)}, el('b', {}, momentText(event.at)), ' ',
                 el('code', {}, event.text))));
}
