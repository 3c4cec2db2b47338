import { describe, expect, it } from '@jest/globals';
import { faultsOf, type Lock, missingPackages } from '../../../tools/lock-file.ts';

const whole: Lock = {
  packages: {
    '': { dependencies: { zod: '4.6.7' }, devDependencies: { '@swc/core': '1.16.22' } },
    'node_modules/@swc/core': {
      version: '1.16.22',
      integrity: 'sha512-a',
      dev: true,
      optionalDependencies: { '@swc/core-linux-x64-musl': '1.16.22' },
    },
    'node_modules/@swc/core-linux-x64-musl': { version: '1.16.22', integrity: 'sha512-b', dev: true },
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-c' },
    'node_modules/zod/node_modules/inside': { version: '1.0.0', inBundle: true },
  },
};
const changed = (place: string, change: Lock['packages'][string]): Lock => ({
  packages: { ...whole.packages, [place]: { ...whole.packages[place], ...change } },
});

describe('The lock file', () => {
  it('is whole when it fixes version and bytes of everything', () => {
    expect(faultsOf(whole)).toEqual([]);
  });

  it.each([
    ['a range of versions', changed('', { devDependencies: { '@types/node': '^24.19.2' } }), 'has no exact version of @types/node'],
    ['a package without a digest', changed('node_modules/zod', { integrity: undefined }), 'has no integrity for node_modules/zod'],
    [
      'the address of a registry',
      changed('node_modules/zod', { resolved: 'https://registry.example/zod.tgz' }),
      'names the address of node_modules/zod',
    ],
    [
      'the binary of another platform left out',
      changed('node_modules/@swc/core', { optionalDependencies: { '@swc/core-darwin-arm64': '1.16.22' } }),
      'leaves out node_modules/@swc/core-darwin-arm64',
    ],
  ])('is told about %s', (_, lock, fault) => {
    expect(faultsOf(lock)).toEqual([`package-lock.json ${fault}`]);
  });

  it('knows from the name which machine a binary is for', () => {
    const lock = changed('node_modules/@swc/core', { optionalDependencies: { '@swc/core-linux-arm64-musl': '1.16.22' } });

    expect(missingPackages(lock).get('node_modules/@swc/core-linux-arm64-musl')).toEqual({
      version: '1.16.22',
      cpu: ['arm64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
  });
});
