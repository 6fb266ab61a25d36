// One headless Chromium, driven by the DevTools protocol over a pipe (file descriptors 3 and 4):
// no port, no WebSocket, no library. https://chromedevtools.github.io/devtools-protocol/
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export class Browser {
  constructor(program) {
    this.profile_ = mkdtempSync(join(tmpdir(), 'fastbusy-chromium-'));
    const flags = [
      '--headless=new',
      '--remote-debugging-pipe',
      '--disable-gpu',
      '--hide-scrollbars',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
      '--user-data-dir=' + this.profile_,
    ];
    if (process.getuid() === 0) flags.push('--no-sandbox');  // Chromium refuses root its sandbox
    this.process_ = spawn(program, flags, {stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe']});
    this.waiting_ = new Map();
    this.listeners_ = [];
    this.number_ = 0;
    let rest = '', complaints = '';
    this.process_.stderr.on('data', (bytes) => complaints = (complaints + bytes).slice(-4000));
    this.process_.stdio[3].on('error', () => {});  // what its end explains
    this.process_.stdio[4].setEncoding('utf8').on('data', (text) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop();
      for (const message of messages) this.receive_(JSON.parse(message));
    });
    const ended = (why) => {
      for (const {reject} of this.waiting_.values()) reject(new Error(why + '\n' + complaints));
      this.waiting_.clear();
    };
    this.process_.on('error', (error) => ended(error.message));
    this.process_.on('exit', (code) => ended(`${program} ended with ${code}`));
  }

  receive_(message) {
    const wait = this.waiting_.get(message.id);
    if (!wait) {
      for (const listener of this.listeners_) listener(message);
      return;
    }
    this.waiting_.delete(message.id);
    if (message.error) {
      wait.reject(new Error(wait.method + ': ' + message.error.message));
    } else {
      wait.resolve(message.result);
    }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.number_;
    this.process_.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
    return new Promise((resolve, reject) => this.waiting_.set(id, {resolve, reject, method}));
  }

  // A tab; everything that it complains about or asks the network for goes into `heard`.
  async tab() {
    const {targetId} = await this.send('Target.createTarget', {url: 'about:blank'});
    const {sessionId} = await this.send('Target.attachToTarget', {targetId, flatten: true});
    const tab = new Tab((method, params) => this.send(method, params, sessionId));
    this.listeners_.push((message) => {
      if (message.sessionId === sessionId) tab.hear(message);
    });
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await tab.send(domain + '.enable');
    return tab;
  }

  async close() {
    const ended = new Promise((resolve) => this.process_.once('exit', resolve));
    await this.send('Browser.close').catch(() => {});
    await ended;
    rmSync(this.profile_, {recursive: true, force: true, maxRetries: 5});
  }
}

class Tab {
  constructor(send) {
    this.send = send;
    this.heard = [];
  }

  hear({method, params}) {
    if (method === 'Runtime.exceptionThrown') {
      const {exception, text} = params.exceptionDetails;
      this.heard.push('exception: ' + (exception?.description ?? text));
    } else if (method === 'Runtime.consoleAPICalled') {
      this.heard.push(`console.${params.type}: ` + params.args.map((a) => a.value).join(' '));
    } else if (method === 'Log.entryAdded') {
      this.heard.push(`${params.entry.level}: ${params.entry.text}`);
    } else if (method === 'Network.requestWillBeSent') {
      const {url} = params.request;
      if (!url.startsWith('file:')) this.heard.push('asked the network for ' + url.slice(0, 200));
    } else if (method === 'Page.loadEventFired') {
      this.loaded_?.();
    }
  }

  async open(url) {
    this.heard = [];
    const loaded = new Promise((resolve) => this.loaded_ = resolve);
    const {errorText} = await this.send('Page.navigate', {url});
    if (errorText) throw new Error(url + ': ' + errorText);
    await loaded;
  }

  async evaluate(expression) {
    const {result, exceptionDetails} =
        await this.send('Runtime.evaluate', {expression, returnByValue: true, awaitPromise: true});
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? expression);
    return result.value;
  }

  // Returns when the page has noticed.
  async look(width, height, scheme) {
    await this.send(
        'Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: 1, mobile: false});
    await this.send(
        'Emulation.setEmulatedMedia', {features: [{name: 'prefers-color-scheme', value: scheme}]});
    const frame = 'new Promise((done) => requestAnimationFrame(done))';
    for (let frames = 0; frames < 3; ++frames) await this.evaluate(frame);
  }

  async screenshot() {  // of the whole page, PNG
    const {data} = await this.send(
        'Page.captureScreenshot', {captureBeyondViewport: true, optimizeForSpeed: true});
    return Buffer.from(data, 'base64');
  }

  async pdf() {
    const {data} = await this.send(
        'Page.printToPDF', {preferCSSPageSize: true, paperWidth: 8.27, paperHeight: 11.69});
    return Buffer.from(data, 'base64');
  }
}
