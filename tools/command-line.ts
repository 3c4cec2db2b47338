import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { InvalidInputError, PheuError } from '../shared/platform/errors.ts';
import { openQueue, type Queue } from '../shared/platform/queues.ts';

/** Of tools that work on the table of a deployment. */
export const tableOption = { table: { type: 'string', default: process.env.TABLE_NAME ?? '' } } as const;

/** Of tools that send to a queue of a deployment; the variable names it where the option does not. */
export const queueOption = (variable: string) => ({ queue: { type: 'string', default: process.env[variable] ?? '' } }) as const;

/** Opens the queue that an operator named by `--queue` or its variable. @throws InvalidInputError where none was named */
export function openGivenQueue(url: string): Queue {
  if (!url) throw new InvalidInputError('say which queue: --queue URL');
  return openQueue(url);
}

/** Reads what an operator typed; where it is no command line of the tool, or asks for help, says how one looks, and ends. */
export function readCommandLine<Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  try {
    if (asksForHelp(process.argv.slice(2))) {
      console.log(usage);
      process.exit(0);
    }
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/** Tells whether somebody asks how a tool is used, whatever else they typed. */
export function asksForHelp(typed: readonly string[]): boolean {
  const end = typed.indexOf('--');
  return (end === -1 ? typed : typed.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

/** Runs the command that was typed; undefined: there is none such. What goes wrong is told in words, and by the exit code. */
export async function runCommand(usage: string, command: (() => Promise<unknown>) | undefined): Promise<void> {
  if (!command) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  try {
    await command();
  } catch (error) {
    console.error(error instanceof PheuError ? error.message : error);
    process.exitCode = 1;
  }
}
