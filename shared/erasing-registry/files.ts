import type { FileEraser } from '../erasing/index.ts';
import { exportsFiles } from '../exports/file-eraser.ts';
import { importsFiles } from '../imports/file-eraser.ts';
import { repliesFiles } from '../replies/file-eraser.ts';

/** All capabilities that keep files in which people may be, with what becomes of those when a person is erased. */
export const fileErasers: readonly FileEraser[] = [importsFiles, exportsFiles, repliesFiles];
