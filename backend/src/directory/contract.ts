import { Type, type Static } from 'typebox';
import { Day, Id, Instant, Nullable, Page, PageQuery, Role } from '#platform/contract';

/** Somebody, as others see them. */
export const Person = Type.Object({ id: Id, full_name: Type.String(), avatar_url: Nullable(Type.String()) });
export type Person = Static<typeof Person>;

/** Somebody who was searched for: `GET /api/people/?q=`. */
export const FoundPerson = Type.Object({ ...Person.properties, role: Role });
export type FoundPerson = Static<typeof FoundPerson>;

/** An account, as its owner sees it. */
export const User = Type.Object({
  id: Id,
  email: Type.String(),
  full_name: Type.String(),
  role: Role,
  avatar_url: Nullable(Type.String()),
  time_zone: Type.String(),
  locale: Type.String(),
  email_verified: Type.Boolean(),
});
export type User = Static<typeof User>;

/** An account, as an administrator sees it. */
export const Account = Type.Object({
  ...User.properties,
  active: Type.Boolean(),
  /** False while an invitation is open: nobody can sign in yet. */
  has_password: Type.Boolean(),
  created_at: Instant,
  last_seen_at: Nullable(Instant),
});
export type Account = Static<typeof Account>;

export const AccountPage = Type.Object({
  ...Page(Account).properties,
  /** How many match the search, by role; the deactivated are counted apart. */
  counts: Type.Object({
    student: Type.Integer(),
    faculty: Type.Integer(),
    admin: Type.Integer(),
    inactive: Type.Integer(),
  }),
});
export type AccountPage = Static<typeof AccountPage>;

export const AccountQuery = Type.Object({
  ...PageQuery.properties,
  q: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(Role),
  active: Type.Optional(Type.Boolean()),
});
export type AccountQuery = Static<typeof AccountQuery>;

export const Email = Type.String({ format: 'email', maxLength: 254 });
export const FullName = Type.String({ minLength: 1, maxLength: 120 });
/** RFC-free on purpose (NIST SP 800-63B): long enough, any characters. */
export const Password = Type.String({ minLength: 10, maxLength: 200 });
/** What is typed as an existing password: never told that it is too short. */
const TypedPassword = Type.String({ minLength: 1, maxLength: 1000 });

export const NewAccount = Type.Object({
  email: Email,
  full_name: FullName,
  role: Role,
  /** Without one the person gets an invitation by e-mail. */
  password: Type.Optional(Password),
});
export type NewAccount = Static<typeof NewAccount>;

export const AccountPatch = Type.Partial(
  Type.Object({ email: Email, full_name: FullName, role: Role, active: Type.Boolean() }),
);
export type AccountPatch = Static<typeof AccountPatch>;

export const ProfilePatch = Type.Partial(
  Type.Object({
    full_name: FullName,
    time_zone: Type.String({ minLength: 1, maxLength: 60 }),
    locale: Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 }),
  }),
);
export type ProfilePatch = Static<typeof ProfilePatch>;

export const Credentials = Type.Object({ email: Type.String({ maxLength: 254 }), password: TypedPassword });
export type Credentials = Static<typeof Credentials>;
export const Registration = Type.Object({ email: Email, password: Password, full_name: FullName });
export type Registration = Static<typeof Registration>;
export const SignedInAnswer = Type.Object({ token: Type.String(), user: User });
export type SignedInAnswer = Static<typeof SignedInAnswer>;
export const Ticket = Type.Object({ ticket: Type.String(), expires_at: Instant });
export type Ticket = Static<typeof Ticket>;

export const AuthSettings = Type.Object({
  institution: Type.String(),
  time_zone: Type.String(),
  registration: Type.Union([Type.Literal('open'), Type.Literal('domain'), Type.Literal('closed')]),
  domains: Type.Array(Type.String()),
  /** `mailbox`: there is no mail server, mails are read on the page /mailbox. */
  mail: Type.Union([Type.Literal('smtp'), Type.Literal('mailbox')]),
  mailbox_url: Type.Optional(Type.String()),
  demo_accounts: Type.Array(Type.Object({ email: Type.String(), full_name: Type.String(), role: Role })),
  server_time: Instant,
});
export type AuthSettings = Static<typeof AuthSettings>;

export const ForgotPassword = Type.Object({ email: Type.String({ minLength: 1, maxLength: 254 }) });
export const ResetPassword = Type.Object({ token: Type.String({ maxLength: 200 }), password: Password });
export const ChangePassword = Type.Object({ current_password: TypedPassword, password: Password });
export const VerifyEmail = Type.Object({ token: Type.String({ maxLength: 200 }) });

export const OpenSession = Type.Object({
  id: Type.String(),
  current: Type.Boolean(),
  user_agent: Type.String(),
  ip: Type.String(),
  created_at: Instant,
  last_seen_at: Instant,
});
export type OpenSession = Static<typeof OpenSession>;

export const AcademicYear = Type.Object({
  id: Id,
  name: Type.String(),
  starts_on: Day,
  ends_on: Day,
  semester_count: Type.Integer(),
});
export type AcademicYear = Static<typeof AcademicYear>;
export const NewAcademicYear = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 40 }),
  starts_on: Day,
  ends_on: Day,
});
export type NewAcademicYear = Static<typeof NewAcademicYear>;
export const AcademicYearPatch = Type.Partial(NewAcademicYear);
export type AcademicYearPatch = Static<typeof AcademicYearPatch>;

export const SemesterName = Type.Union([Type.Literal('1'), Type.Literal('2'), Type.Literal('Summer')]);
export const Semester = Type.Object({
  id: Id,
  academic_year_id: Id,
  academic_year: Type.String(),
  name: Type.String(),
  starts_on: Day,
  ends_on: Day,
  is_current: Type.Boolean(),
  /** From then on the semester is read-only. */
  closed_at: Nullable(Instant),
});
export type Semester = Static<typeof Semester>;
export const NewSemester = Type.Object({
  academic_year_id: Id,
  name: SemesterName,
  starts_on: Day,
  ends_on: Day,
  is_current: Type.Optional(Type.Boolean()),
});
export type NewSemester = Static<typeof NewSemester>;
export const SemesterPatch = Type.Partial(
  Type.Object({
    name: SemesterName,
    starts_on: Day,
    ends_on: Day,
    is_current: Type.Boolean(),
    closed: Type.Boolean(),
  }),
);
export type SemesterPatch = Static<typeof SemesterPatch>;

export const AuditEntry = Type.Object({
  id: Id,
  /** Null when the server itself acted, or the person is gone. */
  actor: Nullable(Person),
  /** `<thing>.<what happened>`, e.g. `user.role-changed`. */
  action: Type.String(),
  /** `<thing>:<id>` */
  subject: Type.String(),
  detail: Type.Record(Type.String(), Type.Unknown()),
  created_at: Instant,
});
export type AuditEntry = Static<typeof AuditEntry>;

export const MailboxItem = Type.Object({
  id: Id,
  recipient: Type.String(),
  subject: Type.String(),
  body: Type.String(),
  created_at: Instant,
});
export type MailboxItem = Static<typeof MailboxItem>;
