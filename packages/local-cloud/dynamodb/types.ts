/** One attribute value in the wire format, such as {"S":"a"}. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** An item or a key in the wire format. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The parsed JSON of a request or an answer. */
export type Body = Record<string, unknown>;

export type KeySchema = readonly { AttributeName: string; KeyType: string }[];

/** A secondary index as dynalite stores it. */
export interface IndexDefinition {
  IndexName: string;
  KeySchema: KeySchema;
  Projection: { ProjectionType: string; NonKeyAttributes?: readonly string[] };
}

/** A table as dynalite stores it. */
export interface TableDefinition {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  AttributeDefinitions: readonly { AttributeName: string; AttributeType: string }[];
  KeySchema: KeySchema;
  GlobalSecondaryIndexes?: readonly IndexDefinition[];
  LocalSecondaryIndexes?: readonly IndexDefinition[];
}

/** What dynalite does not keep about a table. */
export interface TableSettings {
  stream?: { viewType: string; label: string };
  timeToLiveAttribute?: string;
  deletionProtection?: boolean;
}

/** A change of a table's item, in the shape a Lambda function receives it. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: '1.1';
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  dynamodb: {
    /** Seconds since 1970. */
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
  };
  /** Only on removals by time to live. */
  userIdentity?: { type: 'Service'; principalId: 'dynamodb.amazonaws.com' };
  eventSourceARN: string;
}
