/** One figure held against its goal. */
export interface Finding {
  /** The goal's number in the list of goals, such as P2. */
  readonly goal: string;
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  /** Undefined where the figure has no goal, or could not be measured. */
  readonly isMet: boolean | undefined;
}

/** What a subject found, ready to print. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Tables and remarks in Markdown. */
  readonly details: readonly string[];
}

/** Something that can be measured alone by its name. */
export interface Subject {
  readonly name: string;
  readonly title: string;
  run(): Promise<Report>;
}
