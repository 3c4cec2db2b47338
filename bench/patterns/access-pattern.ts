/** One way in which the table is asked, and where in the measured journeys its calls are found. */
export interface AccessPattern {
  readonly pattern: string;
  readonly key: string;
  readonly consistency: 'eventual' | 'strong' | 'conditional' | 'transaction' | 'write';
  readonly function: string;
  readonly operations: readonly string[];
  /** Kinds of keys as the calls name them; undefined for calls to an index, which name none, and for requests that are counted whole. */
  readonly kinds?: string;
  /** Tells calls that differ in nothing else apart by their RRU. */
  readonly read?: number;
  /** Tells calls that differ in nothing else apart by their WRU. */
  readonly write?: number;
  /** The read request that is counted whole, by its name among the journeys. */
  readonly request?: string;
}
