// The timeline of every phone. Only the rows that are seen are drawn, so thousands cost nothing.
function showTimeline(place) {
  const options =
      {grouped: phones.length >= groupsFrom, order: 'file', filter: '', open: new Set()};
  let rows = timelineRows(options);
  let chosen = -1;
  let told;     // the loss that n or p showed last
  let pointed;  // where the pointer is: its tip follows what moves below it
  const axis = el('canvas', {class: 'axis', 'aria-hidden': 'true'});
  const canvas = el('canvas', {class: 'rows', 'aria-hidden': 'true'});
  const spacer = el('div', {class: 'spacer'}, canvas);
  const scroll =
      el('div', {
        class: 'scroll',
        tabindex: '0',
        role: 'group',
        'aria-describedby': 'timeline-keys',
        'aria-label': `Timeline of ${countText(phones.length, 'phone')}`
      },
         spacer);
  const status = el('p', {class: 'visually-hidden', role: 'status'});
  const count = el('span', {class: 'dim'});
  const paperNote = el('p', {class: 'dim paper'});
  const width = () => widthOf(spacer);
  const rowHeight = () => (rows.length > 40 ? 16 : 20);

  const paint = () => {
    const h = rowHeight();
    const total = rows.length * h;
    const most = printing() ? Math.min(total, 55 * h) :
                              Math.max(10 * h, Math.min(total, innerHeight * 0.62));
    const shown = Math.min(total, most);
    scroll.style.height = shown + 'px';
    spacer.style.height = (printing() ? shown : total) + 'px';
    const w = width();
    paintAxis(axis, w);
    const top = printing() ? 0 : Math.min(scroll.scrollTop, Math.max(0, total - shown));
    paintRows(
        canvas, w, shown, rows, Math.floor(top / h),
        Math.min(rows.length, Math.ceil((top + shown) / h)), top, h, printing() ? -1 : chosen);
    paperNote.textContent = shown < total ?
        `and ${countText(rows.length - Math.floor(shown / h), 'more row')}, on the screen` :
        '';
    count.textContent = rows.length === phones.length ?
        '' :
        `${countText(rows.length, 'row')} of ${countText(phones.length, 'phone')}`;
  };
  const renew = () => {
    rows = timelineRows(options);
    chosen = Math.min(chosen, rows.length - 1);
    paint();
  };
  const stayAt = (row, time) => {
    const slack = (3 * (view.to - view.from)) / (width() - gutter);
    const own = staysOf.get(row.phone);
    return own.find((stay) => stay.end.lost && Math.abs(stay.to - time) < slack) ??
        own.find((stay) => stay.from <= time && time <= stay.to);
  };
  const linesAt = (row, time) => {
    const stay = stayAt(row, time);
    const lines =
        stay ? stayLines(stay) : [nameOf(row.phone), `registered nowhere at ${momentText(time)}`];
    const deaf = (deafOf.get(row.phone) ?? []).find((one) => one.from <= time && time <= one.to);
    if (deaf) {
      lines.push(
          `could not be called from ${momentText(deaf.from)} to ${momentText(deaf.to)}: ` +
          deaf.why.replaceAll('_', ' '));
    }
    if (row.phones.length > 1) lines.push(`and ${row.phones.length - 1} more like it`);
    const slack = (3 * (view.to - view.from)) / (width() - gutter);
    for (const event of run.timeline) {
      if (Math.abs(event.at - time) < slack)
        lines.push(`${clockText(event.at)} timeline.${event.number}: ${event.text}`);
    }
    return lines;
  };
  const rowAt = (event) =>
      Math.floor((event.clientY - spacer.getBoundingClientRect().top) / rowHeight());
  const control = {
    width,
    leave: () => {
      pointed = undefined;
      hideTip();
    },
    hover: (event) => {
      pointed = event;
      const row = rows[rowAt(event)];
      const x = event.clientX - canvas.getBoundingClientRect().left;
      if (!row) {
        hideTip();
        return;
      }
      const time = Math.min(Math.max(timeAt(x, width()), view.from), view.to);
      showTip(
          x < gutter ?
              [
                nameOf(row.phone), countText(lossesOf(row.phone), 'loss'),
                ...(row.phones.length > 1 ?
                        [`${row.phones.length} phones alike; press to see each`] :
                        [])
              ] :
              linesAt(row, time),
          event.clientX, event.clientY);
    },
    press: (event) => {
      chosen = rowAt(event);
      const x = event.clientX - canvas.getBoundingClientRect().left;
      if (x < gutter)
        control.toggle();
      else
        paint();
    },
    choose: (by) => {
      chosen = Math.min(Math.max(chosen + by, 0), rows.length - 1);
      const h = rowHeight();
      const top = Math.min(scroll.scrollTop, chosen * h);
      scroll.scrollTop = Math.max(top, (chosen + 1) * h - scroll.clientHeight);
      const row = rows[chosen];
      status.textContent = `${row.label.trim()}: ` +
          staysOf.get(row.phone).map((stay) => stayLines(stay).slice(0, 3).join(', ')).join('; ');
      paint();
    },
    toggle: () => {
      const row = rows[chosen];
      if (!row || row.phones.length < 2) {
        paint();
        return;
      }
      if (!options.open.delete(row.phone)) options.open.add(row.phone);
      renew();
    },
    step: (direction) => {  // to the next loss of the chosen phone
      if (chosen < 0) control.choose(1);
      const lost = staysOf.get(rows[chosen].phone).filter((stay) => stay.end.lost);
      const at = lost.indexOf(told);
      const stay = direction > 0 ? lost[at + 1] : lost[(at < 0 ? lost.length : at) - 1];
      if (!stay) return;
      told = stay;
      pointed = undefined;
      const span = Math.min(view.to - view.from, wholeRun.to / 4);
      setView(stay.to - span / 2, stay.to + span / 2);
      const box = canvas.getBoundingClientRect();
      const lines = stayLines(stay);
      showTip(
          lines, box.left + xOf(stay.to, width()),
          box.top + chosen * rowHeight() - scroll.scrollTop + rowHeight());
      status.textContent = lines.join('. ');
    },
  };
  listenToPointers(canvas, control);
  listenToKeys(scroll, control);
  scroll.addEventListener('scroll', () => {
    hideTip();
    paint();
  });
  viewers.push(() => {
    paint();
    if (pointed) control.hover(pointed);
  });
  repaints.push(paint);
  place.append(
      timelineControls(options, renew, count), legend(), axis, scroll, paperNote, status,
      eventList(),
      el('p', {class: 'dim hint', id: 'timeline-keys'},
         'Zoom: Ctrl + wheel, pinch, double click, + and \u2212. Move: drag, \u2190 \u2192. ' +
             'Rows: \u2191 \u2193. Next loss of a phone: n, p. All: 0.'));
  paint();
}
