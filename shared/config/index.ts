export { checkReferences, partFaults } from './check.ts';
export { compareDocuments, type Difference, isSame as isSameVersion } from './compare.ts';
export { hashDocument } from './hash.ts';
export {
  type Compiler,
  type Compilers,
  type ConfigDocument,
  type ConfigKind,
  type Confirmation,
  defineKind,
  type ReferenceFault,
  type Reserved,
} from './kind.ts';
export { checkAll, InvalidConfigError, publish, readReplaced, readStored, type StoredVersion } from './publish.ts';
export type { ConfigReader, ConfigSet } from './read.ts';
export { openConfigReader, readAhead } from './reader.ts';
export { type ConfigFault, parseDocuments, pathText } from './validate.ts';
