// Stands for `@jest/globals`: hands every call on to the globals of the file that runs now.
const current = () => globalThis[Symbol.for('pheu.test-globals')];

const handOn = (name) =>
  new Proxy(() => {}, {
    apply: (_target, _this, args) => current()[name](...args),
    get: (_target, property) => current()[name][property],
  });

export const afterAll = handOn('afterAll');
export const afterEach = handOn('afterEach');
export const beforeAll = handOn('beforeAll');
export const beforeEach = handOn('beforeEach');
export const describe = handOn('describe');
export const expect = handOn('expect');
export const it = handOn('it');
export const test = handOn('test');
