// The messages around a loss. The picture comes as SVG; scripts in it are left out.
function showLadders(place) {
  run.evidence.ladders.forEach((ladder, i) => {
    const parsed = new DOMParser().parseFromString(ladder.svg, 'image/svg+xml').documentElement;
    if (parsed.nodeName !== 'svg') return;
    for (const script of parsed.querySelectorAll('script')) script.remove();
    parsed.setAttribute('role', 'img');
    parsed.setAttribute('aria-label', ladder.title);
    place.append(
        el('details', {open: i === 0, class: 'ladder'},
           el('summary', {}, ladder.title,
              el('span', {class: 'dim'}, ` ${ladder.what} at ${ladder.at}`)),
           el('div', {class: 'wide'}, document.importNode(parsed, true))));
  });
}
