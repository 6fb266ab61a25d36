// Columns by the distance from the call servers: phones left, servers right.
const boxGap = 26, columnGap = 92;
const boxMeasure = document.createElement('canvas').getContext('2d');

function findColumns({boxes, lines}) {
  const around = new Map(boxes.map((box) => [box, []]));
  for (const {a, b} of lines) {
    around.get(a).push(b);
    around.get(b).push(a);
  }
  const isServer = (box) => box.kind === 'call_server';
  const walk = (starts) => {
    let front = starts;
    for (const box of starts) box.column = 0;
    while (front.length > 0) {
      const next = [];
      for (const box of front) {
        for (const other of around.get(box)) {
          if (other.column >= 0) continue;
          other.column = box.column + 1;
          next.push(other);
        }
      }
      front = next;
    }
  };
  walk(boxes.filter(isServer));
  for (const box of boxes)
    if (box.column < 0) walk([box]);  // what no link joins
  for (const box of boxes) {  // other servers at the end of a line stand with the call servers
    if (box.kind === 'server' && around.get(box).length === 1)
      box.column = Math.max(0, around.get(box)[0].column - 1);
  }
  const last = Math.max(...boxes.map((box) => box.column));
  const columns =
      Array.from({length: last + 1}, (_, i) => boxes.filter((box) => box.column === last - i));
  columns.forEach((column, i) => {
    for (const box of column) box.column = i;
  });
  return {columns, around};
}

const nameOfBox = (box) => (box.devices.length === 1 ? nameOf(box.devices[0]) : box.entry.name);
// Name, kind and address, and what its phones suffered.
function labelsOf(box) {
  const many = box.devices.length > 1 ? ` \u00d7${box.devices.length}` : '';
  const address = box.devices.length === 1 ? devices[box.devices[0]][2] : '';
  const what = box.kind.replace('_', ' ') + (address ? ' ' + address : '');
  const count = (fortune) => box.devices.filter((one) => fortuneOf(one) === fortune).length;
  const lost = count('lost'), never = count('never');
  const fortunes = [lost && `${lost} lost`, never && `${never} never registered`].filter(Boolean);
  const trouble = fortunes.length > 0 ? ['\u2715 ' + fortunes.join(', ')] : [];
  return [nameOfBox(box) + many, what, ...trouble];
}

function textWidth(box) {
  return Math.max(...labelsOf(box).map((text, i) => {
    boxMeasure.font =
        (i === 0 ? '600 13px ' : '12px ') + getComputedStyle(document.body).fontFamily;
    return boxMeasure.measureText(text).width;
  }));
}

// Gives each box x, y, width, height; returns the size of the picture.
function layOut(graph) {
  const {columns, around} = findColumns(graph);
  for (let sweep = 0; sweep < 4; ++sweep) {  // boxes near their neighbours: fewer lines cross
    for (const column of columns) {
      for (const box of column) {
        const near = around.get(box).filter((other) => other.column !== box.column);
        box.pull = near.length ?
            near.reduce((sum, other) => sum + columns[other.column].indexOf(other), 0) /
                near.length :
            0;
      }
      column.sort((a, b) => a.pull - b.pull);
    }
  }
  for (const box of graph.boxes) box.height = 10 + 17 * labelsOf(box).length;
  const heights =
      columns.map((column) => column.reduce((sum, box) => sum + box.height + boxGap, 0));
  const height = Math.max(...heights) - boxGap;
  let x = 1;
  columns.forEach((column, i) => {
    const width = Math.max(...column.map((box) => textWidth(box) + 24));
    let y = 1 + (height + boxGap - heights[i]) / 2;
    for (const box of column) {
      Object.assign(box, {x, y, width});
      y += box.height + boxGap;
    }
    x += width + columnGap;
  });
  return {width: x - columnGap + 1, height: height + 2};
}
