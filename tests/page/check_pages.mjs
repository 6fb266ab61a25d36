// node check_pages.mjs CHROMIUM FASTBUSY PAGE_SAMPLES BUILD_FOLDER: writes the page of every
// scenario into BUILD_FOLDER/pages and reads it in a browser; screenshots go to
// BUILD_FOLDER/screenshots.
import {execFile} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

import {Browser} from './browser.mjs';
import {checkBehaviour, checkContrast, figuresOf, figuresWanted} from './page_rules.mjs';

const [chromium, fastbusy, samples, build] = process.argv.slice(2);
const pages = join(build, 'pages'), screenshots = join(build, 'screenshots');
const failures = [];
const expect = (page, what, found, wanted) => {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  failures.push(
      `${page}: ${what}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
};

const scenarios =
    readdirSync('scenarios', {recursive: true}).filter((file) => file.endsWith('.yaml')).sort();

const inconclusive = 4;  // fastbusy's exit code of a run that did not reach all expectations
function program(file, args) {
  return new Promise((done) => execFile(file, args, (error, out, complaints) => {
                       if (error && !(args.includes('--duration') && error.code === inconclusive)) {
                         failures.push(`${basename(file)} ${args[1]}: ${complaints}`);
                       }
                       done();
                     }));
}

const nameOf = (scenario) => scenario.replace(/\.yaml$/, '').replaceAll('/', '-');
const write = (scenario) => {
  const name = join(pages, nameOf(scenario));
  const hours = /^duration: (\d+)h/m.exec(readFileSync(join('scenarios', scenario), 'utf8'));
  const first_hour = hours && Number(hours[1]) > 24 ? ['--duration', '1h'] : [];
  return program(fastbusy, [
    'run', 'scenarios/' + scenario, '--quiet', '--html', name + '.html', '--json', name + '.json',
    ...first_hour
  ]);
};

async function checkPage(tab, name) {
  const html = resolve(pages, name + '.html');
  const json = JSON.parse(readFileSync(join(pages, name + '.json'), 'utf8'));
  await tab.look(1320, 900, 'light');
  await tab.open(pathToFileURL(html).href);
  expect(name, 'figures', await figuresOf(tab), figuresWanted(json));
  for (const rule of ['light', 'dark']) {
    await tab.look(1320, 900, rule);
    expect(name, 'too little contrast, ' + rule, await checkContrast(tab), []);
  }
  expect(name, 'broken', await checkBehaviour(tab), []);
  await tab.look(400, 900, 'light');
  expect(
      name, 'wider than a telephone', await tab.evaluate('document.documentElement.scrollWidth'),
      400);
  await tab.look(1320, 900, 'light');
  writeFileSync(join(screenshots, name + '.png'), await tab.screenshot());
  if (name.startsWith('sample-')) {
    writeFileSync(join(screenshots, name + '.pdf'), await tab.pdf());
    await tab.look(1320, 900, 'dark');
    writeFileSync(join(screenshots, name + '-dark.png'), await tab.screenshot());
  }
  expect(name, 'console and network', tab.heard, []);
}

for (const folder of [pages, screenshots]) {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
}
const browser = new Browser(chromium);
try {
  const tab = await browser.tab();
  await tab.evaluate('console.warn("heard")');  // this test can fail
  expect('the test itself', 'console', tab.heard, ['console.warning: heard']);
  await program(samples, [pages]);
  const names = readdirSync(pages).filter((file) => file.endsWith('.html'));
  for (const name of names) await checkPage(tab, name.replace(/\.html$/, ''));
  let written = write(scenarios[0]);  // one is written while another one is read
  for (let i = 0; i < scenarios.length; ++i) {
    await written;
    written = i + 1 < scenarios.length ? write(scenarios[i + 1]) : undefined;
    await checkPage(tab, nameOf(scenarios[i]));
  }
} catch (error) {
  failures.push(String(error.stack ?? error));
} finally {
  await browser.close();
}
for (const failure of failures) console.error(failure);
console.log(`${scenarios.length} scenarios, ${failures.length} failures; ${screenshots}`);
process.exit(failures.length === 0 ? 0 : 1);
