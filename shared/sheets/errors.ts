import { InvalidInputError } from '../platform/errors.ts';

export type SheetProblem = 'empty' | 'oldExcel' | 'protected' | 'notASheet' | 'broken' | 'openQuote' | 'tooLarge';

const words: Readonly<Record<SheetProblem, string>> = {
  empty: 'The file has no rows.',
  oldExcel: 'The file is of an Excel before 2007 (.xls): open it in Excel and save it as .xlsx.',
  protected: 'The file is protected by a password: take the password off and save it again.',
  notASheet: 'The file is neither CSV nor XLSX: open it in Excel and save the list as one of the two.',
  broken: 'The file is broken: open it in Excel and save it again as .xlsx.',
  openQuote: 'A quote is opened and never closed: close it, or take it out.',
  tooLarge: 'The file unpacks to more than can be read: split it into several files.',
};

/** A file that cannot be read as rows; the message says what to do. */
export class SheetError extends InvalidInputError {
  readonly problem: SheetProblem;
  /** The row in which it lies, where one is known: the number that Excel shows beside it. */
  readonly row: number | null;

  constructor(problem: SheetProblem, options: { readonly cause?: unknown; readonly row?: number } = {}) {
    super(options.row === undefined ? words[problem] : `Row ${options.row}: ${words[problem]}`);
    this.row = options.row ?? null;
    if (options.cause !== undefined) this.cause = options.cause;
    this.problem = problem;
  }
}
