import { ModuleMocker } from 'jest-mock';
import { recordCpu } from './cpu.mjs';

/** The environment of tests that run in the worker itself, without a context of their own. */
export default class NativeEnvironment {
  global = globalThis;
  fakeTimers = null;
  fakeTimersModern = null;
  moduleMocker = new ModuleMocker(globalThis);
  #cpu;

  constructor(_config, { testPath }) {
    this.#cpu = recordCpu(testPath);
  }

  handleTestEvent(event) {
    this.#cpu.note(event);
  }

  async setup() {}

  async teardown() {
    this.#cpu.end();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}
