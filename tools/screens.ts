import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';
import { root } from './build.ts';

const help = `npm run screens [-- --readme]
  pictures of every screen of the console, in both languages, by day and in the dark, at three widths, in .pheu/screens (a few minutes)
  --readme   the picture in the README instead, docs/console.png: the work of a rep of the demo company, and a lead`;

const phone = { width: 390, height: 780 };
const rep = 'lan.tran@example.com';

/** Has the test of all screens take pictures of what it looks at. */
async function allScreens(): Promise<void> {
  const child = spawn(process.execPath, ['tools/test.ts', 'test/console/browser/every-screen'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PHEU_SCREENS: join(root, '.pheu', 'screens') },
  });
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

async function readmePicture(): Promise<void> {
  const executablePath = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => existsSync(path),
  );
  if (executablePath === undefined) throw new Error('no Chromium here: apt-get install chromium, or set CHROMIUM_PATH');
  const { consoleUrl, stop } = await startDemo();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const pictures = await takePictures(browser, consoleUrl);
    const page = await browser.newPage({ viewport: { width: 2 * phone.width + 60, height: phone.height + 40 } });
    const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`).join('');
    await page.setContent(`<style>
      body { margin: 0; padding: 20px; display: flex; gap: 20px; background: #e9ece6 }
      img { width: ${phone.width}px; border-radius: 18px; box-shadow: 0 2px 12px #0003 }
    </style>${images}`);
    await writeFile(join(root, 'docs', 'console.png'), await page.screenshot());
  } finally {
    await browser.close();
    await stop();
  }
}

/** Starts the demo company as `npm start -- --demo` does. */
async function startDemo(): Promise<{ readonly consoleUrl: string; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['local/start.mjs', '--demo', '--port', '0', '--json', '--quiet', '--stop-at-eof'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const consoleUrl = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.includes('"ready":true')) resolve(JSON.parse(line).consoleUrl);
    });
    void ended.then(() => reject(new Error('npm start -- --demo ended')));
  });
  return {
    consoleUrl,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** The work of a rep as it opens, and the first lead in it. */
async function takePictures(browser: Browser, consoleUrl: string): Promise<Buffer[]> {
  const context = await browser.newContext({
    viewport: phone,
    locale: 'vi-VN',
    hasTouch: true,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${consoleUrl}/#/viec`);
  await page.getByRole('button', { name: 'Tiếp tục đăng nhập' }).click();
  await page.locator(`button[value="${rep}"]`).click();
  await page.getByRole('article').first().waitFor();
  const work = await page.screenshot();
  const ids = await page
    .locator('article a[href^="#/khach/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  await page.goto(`${consoleUrl}/${ids[0] ?? '#/viec'}`);
  await page.getByRole('textbox', { name: 'Ghi chú về khách' }).waitFor();
  return [work, await page.screenshot()];
}

const given = process.argv.slice(2);
if (given.includes('--help') || given.some((each) => each !== '--readme')) console.log(help);
else if (given.includes('--readme')) await readmePicture();
else await allScreens();
