// Elements from values. Text goes in as text, never as markup.
const byId = (id) => document.getElementById(id);

function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on'))
      element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A section of the page, listed in the contents; nothing if there is nothing to show.
function section(id, title, ...children) {
  byId('main').append(el('section', {id}, el('h2', {}, title), ...children));
  byId('contents').append(el('a', {href: '#' + id}, title), ' ');
}

function button(label, title, action) {
  return el('button', {type: 'button', title, onclick: action}, label);
}

// What a pointer is over: lines of text beside it.
function showTip(lines, x, y) {
  const tip = byId('tip');
  tip.replaceChildren(
      ...lines.map((line, i) => el('div', {class: i === 0 ? 'tip-head' : undefined}, line)));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  const left = x + 14 + box.width > innerWidth ? x - 14 - box.width : x + 14;
  const top = y + 14 + box.height > innerHeight ? y - 14 - box.height : y + 14;
  tip.style.left = Math.max(4, left) + 'px';
  tip.style.top = Math.max(4, top) + 'px';
}
function hideTip() { byId('tip').hidden = true; }
