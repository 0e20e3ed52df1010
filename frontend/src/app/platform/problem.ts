import { HttpErrorResponse } from '@angular/common/http';

/** RFC 9457 problem details as our API sends them. `pointer` is a JSON pointer into the request body (`/starts_at`). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The request id: people read it to the help desk. */
  readonly instance?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** Members that belong to one type only, as `conflicts` of /problems/timetable-conflict. */
  readonly [extra: string]: unknown;
}

/** The type of a problem that never reached the server. */
export const OFFLINE = '/problems/offline';

const UNKNOWN: Problem = {
  type: 'about:blank',
  title: 'Something broke here',
  status: 0,
  detail: 'The page could not go on. Load it again; nothing that was saved is lost.',
};

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' && value !== null && 'status' in value && 'detail' in value && 'type' in value
  );
}

function fromResponse(response: HttpErrorResponse): Problem {
  const body: unknown = response.error;
  if (isProblem(body)) return body;
  if (response.status === 0) {
    return {
      type: OFFLINE,
      title: 'No connection',
      status: 0,
      detail: 'The server did not answer. Nothing of yours is lost.',
    };
  }
  const detail =
    response.status >= 500
      ? 'The server could not do it. Nothing of yours is lost.'
      : 'The server refused this.';
  return { type: 'about:blank', title: `Answer ${response.status}`, status: response.status, detail };
}

/** Makes a Problem of whatever was thrown: an HTTP answer, a resource's error, a bug. Never throws. */
export function toProblem(error: unknown): Problem {
  if (error instanceof HttpErrorResponse) return fromResponse(error);
  if (isProblem(error)) return error;
  if (error instanceof Error && error.cause) return toProblem(error.cause);
  return UNKNOWN;
}

/** True for `type: /problems/<name>`, whether the server wrote the path or a full address. */
export function isProblemOf(problem: Problem, name: string): boolean {
  return problem.type.endsWith(`/problems/${name}`);
}
