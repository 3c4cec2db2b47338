// The door of `npm start`: plain JavaScript that any Node from 20 on can read. It looks whether everything is in place,
// then hands over to local/main.ts on the Node version that is deployed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const oldestMajor = 20;
const neededMajor = 24;
const major = Number(process.versions.node.split('.')[0]);

/** @param {string} message */
function refuse(message) {
  console.error(`\n  ${message.replaceAll('\n', '\n  ')}\n`);
  process.exit(1);
}

if (major < oldestMajor) refuse(`Node ${process.versions.node} is too old. Install Node ${oldestMajor} or newer: https://nodejs.org`);
if (!existsSync(join(root, 'node_modules', 'aws-cdk-lib'))) refuse('The dependencies are not installed. Run this first:\n\n  npm ci');

// Lambda's clock is UTC everywhere, and a thread can't have a time zone of its own.
process.env.TZ = 'UTC';

if (process.env.npm_lifecycle_event) endWithNpm(process.ppid);

if (major >= neededMajor) await import('./main.ts');
else handOver();

/**
 * npm passes a signal on to the shell that runs us, and many shells end by it without a word to us: the port would stay taken.
 * @param {number} shell
 */
function endWithNpm(shell) {
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

function handOver() {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) refuse(`Node ${neededMajor} should be in node_modules, but its download was skipped. Run:\n\n  npm rebuild node`);
  const child = spawn(node, [join(root, 'local', 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl+C to both; a supervisor knows only us.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  child.on('error', (error) => refuse(`${node} does not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
