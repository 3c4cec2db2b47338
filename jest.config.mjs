import { testPlaces } from './tools/test-places.ts';

/** @type {import('jest').Config} */
export default {
  // No test asserts how long something takes, and none sets a limit of its own: this one only ends what is stuck.
  testTimeout: process.env.PHEU_FULL === '1' ? 7_200_000 : 600_000,
  // A worker that has nothing open any more still writes its compile cache and frees its heap: on two cores that is more than half a second,
  // after which jest would end it and call that a leak.
  workerGracefulExitTimeout: 30_000,
  projects: Object.entries(testPlaces).map(([displayName, place]) => ({
    displayName,
    rootDir: import.meta.dirname,
    roots: ['<rootDir>/test', '<rootDir>/packages'],
    testMatch: [`<rootDir>/${place}`],
    testEnvironment: '<rootDir>/tools/jest/native-environment.mjs',
    testRunner: '<rootDir>/tools/jest/runner.mjs',
    extensionsToTreatAsEsm: ['.ts'],
    // For files that want a context of their own; Node reads the others itself.
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        {
          jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
          module: { type: 'es6' },
        },
      ],
    },
    transformIgnorePatterns: ['/node_modules/'],
  })),
};
