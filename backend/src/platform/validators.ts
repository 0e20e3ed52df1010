import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const common = { removeAdditional: 'all', useDefaults: true, allErrors: true, messages: true } as const;

/** Bodies are taken as they are: no coercion, undeclared fields are dropped and so can never be written. */
export const bodyValidator = new Ajv({ ...common, coerceTypes: false });
/** Parameters, queries and headers arrive as text. */
export const parameterValidator = new Ajv({ ...common, coerceTypes: 'array' });

for (const validator of [bodyValidator, parameterValidator]) addFormats.default(validator);
