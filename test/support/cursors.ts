import { openCursors } from '../../shared/platform/cursor.ts';
import { deriveSecret } from '../../shared/platform/secrets.ts';

/** Cursors as a deployment has them. */
export const cursors = openCursors([deriveSecret('the-master-secret', 'cursor')]);
