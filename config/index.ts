import company from './company.json' with { type: 'json' };
import competitors from './competitors.json' with { type: 'json' };
import forms from './forms.json' with { type: 'json' };
import pools from './pools.json' with { type: 'json' };
import reps from './reps.json' with { type: 'json' };
import scoring from './scoring.json' with { type: 'json' };
import territories from './territories.json' with { type: 'json' };
import users from './users.json' with { type: 'json' };

/** The business configuration that a new deployment starts with; published once, then the table's versions rule. */
export const defaultConfig = { company, competitors, reps, pools, territories, users, forms, scoring } as const;
