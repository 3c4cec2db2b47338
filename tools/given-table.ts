import { InvalidInputError } from '../shared/platform/errors.ts';
import { openTable, type Table } from '../shared/platform/table.ts';

/** Opens the table that an operator named by `--table` or TABLE_NAME. @throws InvalidInputError where none was named */
export function openGivenTable(name: string): Table {
  if (!name) throw new InvalidInputError('say which table: --table NAME');
  return openTable(name);
}
