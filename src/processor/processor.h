/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/processor.h -- what every card processor is to the rest of the program.
 *
 * Shape   One operation = one attempt = one request.  A driver is two pure functions: encode turns
 *         a request into the exact bytes to journal and send (struct processor_wire), decode turns
 *         what came back (struct processor_reply) into an answer that says what is certain
 *         (struct processor_answer).  A line carries bytes there and back without waiting; it is
 *         processor/http, or a double in the tests.  Neither driver nor line knows the store.
 * Units   *_minor with their unit (ISO 4217, upper case); *_unix_ms by UTC; *_ms durations.
 * Errors  encode: ERR_RANGE (a needed field is missing or too long), ERR_MEMORY.  decode has none:
 *         whatever cannot be understood is PROCESSOR_UNKNOWN.
 * Owner   texts in a request are borrowed while it is encoded or decoded; an answer is a plain
 *         value; a wire is freed by processor_wire_done().
 * Rules   P1 (no field holds a card number), P2, P3 (same key, same bytes), P4 (outcomes apart),
 *         P5, P6.
 */
#ifndef SANDUQ_PROCESSOR_PROCESSOR_H
#define SANDUQ_PROCESSOR_PROCESSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/money.h"

#define PROCESSOR_ID_SIZE 256        /* ids are at most 255 letters */
#define PROCESSOR_KEY_SIZE 65        /* of an attempt: 64 letters and NUL */
#define PROCESSOR_CODE_SIZE 64
#define PROCESSOR_PATH_SIZE 1024     /* with the query */
#define PROCESSOR_VERSION_SIZE 32
#define PROCESSOR_URL_SIZE 1024
#define PROCESSOR_PAIRS_MAX 16       /* metadata */
#define PROCESSOR_LINES_MAX 100      /* on a reader's display */
#define PROCESSOR_PAGE_MAX 100       /* items of one list answer */
#define PROCESSOR_REPLY_MAX 4194304  /* bytes of one reply's body */

/* X(constant, name in the store and logs, is a write, moves money twice under a second key) */
#define PROCESSOR_OP_MAP(X)                                                                        \
	X(PROCESSOR_CREATE, "create", true, false)         /* an intent of amount_minor */          \
	X(PROCESSOR_PRESENT, "present", true, false)       /* hand intent to reader */              \
	X(PROCESSOR_PRESENT_CANCEL, "present-cancel", true, false)                                 \
	X(PROCESSOR_DISPLAY, "display", true, false)       /* lines on the reader */                \
	X(PROCESSOR_CONFIRM_SAVED, "confirm-saved", true, true) /* method of customer, guest away */ \
	X(PROCESSOR_INCREMENT, "increment", true, false)   /* amount_minor is the new total */      \
	X(PROCESSOR_CAPTURE, "capture", true, false)       /* amount_minor of the hold */           \
	X(PROCESSOR_VOID, "void", true, false)             /* cancel the intent, release the hold */ \
	X(PROCESSOR_REFUND, "refund", true, true)          /* amount_minor of intent or charge */   \
	X(PROCESSOR_LINK_CREATE, "link-create", true, false) /* a session, its url drawn as QR */    \
	X(PROCESSOR_LINK_EXPIRE, "link-expire", true, false)                                       \
	X(PROCESSOR_PRICE_CREATE, "price-create", true, false) /* what a payment link sells */       \
	X(PROCESSOR_PAYLINK_CREATE, "paylink-create", true, false) /* of price; pays once */         \
	X(PROCESSOR_PAYLINK_CLOSE, "paylink-close", true, false)                                   \
	X(PROCESSOR_CUSTOMER_CREATE, "customer-create", true, false)                               \
	X(PROCESSOR_READER_CREATE, "reader-create", true, false) /* by the code that it shows */     \
	X(PROCESSOR_QUERY, "query", false, false)          /* intent */                             \
	X(PROCESSOR_QUERY_READER, "query-reader", false, false)                                    \
	X(PROCESSOR_QUERY_LINK, "query-link", false, false)                                        \
	X(PROCESSOR_QUERY_PAYLINK, "query-paylink", false, false) /* by the sessions it made */      \
	X(PROCESSOR_QUERY_REFUND, "query-refund", false, false)                                    \
	X(PROCESSOR_LIST_READERS, "list-readers", false, false)                                    \
	X(PROCESSOR_FIND_EVENT, "find-event", false, false) /* events that `find` makes */           \
	X(PROCESSOR_FIND_INTENTS, "find-intents", false, false)                                    \
	X(PROCESSOR_FIND_REFUNDS, "find-refunds", false, false)                                    \
	X(PROCESSOR_FIND_LINKS, "find-links", false, false) /* sessions */                           \
	X(PROCESSOR_LEDGER, "ledger", false, false)        /* balance transactions */               \
	X(PROCESSOR_CHARGES, "charges", false, false)                                              \
	X(PROCESSOR_PAYOUTS, "payouts", false, false)                                              \
	X(PROCESSOR_PING, "ping", false, false)

enum processor_op {
#define PROCESSOR_OP_ENUM(op, name, is_write, moves_twice) op,
	PROCESSOR_OP_MAP(PROCESSOR_OP_ENUM)
#undef PROCESSOR_OP_ENUM
	PROCESSOR_OP_COUNT
};

/* What is certain about an attempt (P4).  X(constant, name). */
#define PROCESSOR_OUTCOME_MAP(X)                                                                   \
	X(PROCESSOR_OK, "ok")             /* done; state and amounts are the processor's word */    \
	X(PROCESSOR_PENDING, "pending")   /* taken, not final: ask again */                         \
	X(PROCESSOR_DECLINED, "declined") /* the issuer said no; nothing moved */                   \
	X(PROCESSOR_REFUSED, "refused")   /* state or parameter: nothing moved by this attempt */   \
	X(PROCESSOR_BUSY, "busy")         /* reader or object busy, nothing happened: later */      \
	X(PROCESSOR_THROTTLED, "throttled")                                                        \
	X(PROCESSOR_CONFIG, "config")     /* key, mode, certificate: a manager's work */            \
	X(PROCESSOR_NOT_SENT, "not-sent") /* surely no byte of the request left */                  \
	X(PROCESSOR_UNKNOWN, "unknown")   /* may have happened */                                   \
	X(PROCESSOR_MISMATCH, "mismatch") /* done, but not what was asked: frozen for a human */

enum processor_outcome {
#define PROCESSOR_OUTCOME_ENUM(outcome, name) outcome,
	PROCESSOR_OUTCOME_MAP(PROCESSOR_OUTCOME_ENUM)
#undef PROCESSOR_OUTCOME_ENUM
	PROCESSOR_OUTCOME_COUNT
};

/* Where the payment or refund stands.  X(constant, name). */
#define PROCESSOR_STATE_MAP(X)                                                                     \
	X(PROCESSOR_NONE, "none")             /* not told, or nothing of ours (an idle reader) */   \
	X(PROCESSOR_CREATED, "created")       /* waits to be presented */                           \
	X(PROCESSOR_WAIT_CARD, "wait-card")   /* the reader asks for the card */                    \
	X(PROCESSOR_WAIT_GUEST, "wait-guest") /* an open link, or the guest must do something */    \
	X(PROCESSOR_PROCESSING, "processing") /* also whatever is not known here */                 \
	X(PROCESSOR_AUTHORIZED, "authorized")                                                      \
	X(PROCESSOR_CAPTURED, "captured")                                                          \
	X(PROCESSOR_VOIDED, "voided")                                                              \
	X(PROCESSOR_CARD_NO, "card-no")       /* declined; the same intent may be presented again */ \
	X(PROCESSOR_EXPIRED, "expired")       /* the hold or the link ran out */                    \
	X(PROCESSOR_FAILED, "failed")                                                              \
	X(PROCESSOR_SAVED, "saved")           /* a card on file was set up; nothing was charged */  \
	X(PROCESSOR_REFUND_PENDING, "refund-pending")                                              \
	X(PROCESSOR_REFUNDED, "refunded")                                                          \
	X(PROCESSOR_REFUND_FAILED, "refund-failed")                                                \
	X(PROCESSOR_REFUND_CANCELED, "refund-canceled")

enum processor_state {
#define PROCESSOR_STATE_ENUM(state, name) state,
	PROCESSOR_STATE_MAP(PROCESSOR_STATE_ENUM)
#undef PROCESSOR_STATE_ENUM
	PROCESSOR_STATE_COUNT
};

/* What the sender does next with the attempt. */
enum processor_next {
	PROCESSOR_NEXT_NOTHING, /* final */
	PROCESSOR_NEXT_REPLAY,  /* the same bytes under the same key, after a pause (P3) */
	PROCESSOR_NEXT_NEW,     /* this attempt is over without effect; a new one may follow */
	PROCESSOR_NEXT_ASK,     /* never send it again: read the object, events or lists */
	PROCESSOR_NEXT_HUMAN,   /* frozen */
};

enum processor_mode { PROCESSOR_TEST, PROCESSOR_LIVE };

enum processor_reason {
	PROCESSOR_REASON_NONE,
	PROCESSOR_REASON_DUPLICATE,
	PROCESSOR_REASON_FRAUD,
	PROCESSOR_REASON_REQUESTED,
	PROCESSOR_REASON_ABANDONED, /* of a void only */
};

/* Of a request. */
enum processor_flag {
	PROCESSOR_MANUAL = 1,            /* authorize now, capture later */
	PROCESSOR_INCREMENTAL = 2,       /* ask that the hold may grow */
	PROCESSOR_EXTENDED = 4,          /* ask that the hold may last longer */
	PROCESSOR_SKIP_TIPPING = 8,      /* the reader does not ask for a tip */
	PROCESSOR_GUEST_MAY_CANCEL = 16, /* the reader shows a cancel button */
	PROCESSOR_SAVE_CARD = 32,        /* keep the card for `customer`, consent recorded by us */
	PROCESSOR_SETUP_ONLY = 64,       /* LINK_CREATE: save a card, charge nothing */
	PROCESSOR_WALLETS = 128,         /* LINK_CREATE: whatever methods the account offers */
};

/* Of a driver. */
enum processor_can {
	PROCESSOR_CAN_READER = 1,
	PROCESSOR_CAN_DISPLAY = 2,
	PROCESSOR_CAN_INCREMENT = 4,
	PROCESSOR_CAN_OVERCAPTURE = 8,
	PROCESSOR_CAN_PART = 16,     /* capture less than the hold */
	PROCESSOR_CAN_LINK = 32,
	PROCESSOR_CAN_PAYLINK = 64,
	PROCESSOR_CAN_SAVE = 128,
	PROCESSOR_CAN_TIP = 256,     /* on the reader */
	PROCESSOR_CAN_EVENTS = 512,
	PROCESSOR_CAN_LEDGER = 1024,
};

/* Metadata: our own ids as text, never names. */
struct processor_pair {
	const char *name;
	const char *value;
};

/* A line on the reader's display. */
struct processor_line_item {
	const char *text;
	int64_t amount_minor;
	int64_t quantity;
};

/* What is asked.  For decode it is the expectation: op, mode, the refs that were sent, amount_minor
 * and unit are compared with what came back; amount_minor 0 and an empty unit are not compared. */
struct processor_request {
	enum processor_op op;
	enum processor_mode mode;        /* of the key; an answer of the other is a mismatch */
	const char *attempt;             /* the idempotency key; also sent as metadata[attempt] */
	const char *intent;              /* refs: NULL where not needed */
	const char *charge;
	const char *reader;
	const char *session;
	const char *paylink;
	const char *price;
	const char *customer;
	const char *method;              /* a card on file */
	const char *refund;
	const char *location;            /* LIST_READERS: of the property; NULL: all */
	const char *payout;              /* LEDGER: of one payout */
	int64_t amount_minor;            /* > 0; INCREMENT: the new total; DISPLAY: the total */
	int64_t tip_eligible_minor;      /* PRESENT: the reader's percentages are of this; 0: all */
	int64_t tax_minor;               /* DISPLAY */
	char unit[MONEY_UNIT_SIZE];
	unsigned flags;                  /* enum processor_flag */
	enum processor_reason reason;    /* VOID, REFUND */
	const char *code;                /* READER_CREATE: what the reader shows */
	const char *label;               /* READER_CREATE: its name in the house */
	const char *title;               /* LINK_CREATE, PRICE_CREATE: what the guest reads */
	const char *return_url;          /* LINK_CREATE: where the guest's telephone ends */
	int64_t expires_at_unix_ms;      /* LINK_CREATE: 30 minutes to 24 hours ahead; 0: a day */
	const struct processor_pair *pairs;
	size_t pairs_count;
	const struct processor_line_item *items; /* DISPLAY */
	size_t items_count;
	enum processor_op find;          /* FIND_EVENT: what made the events looked for */
	int64_t from_unix_ms;            /* lists: created in [from, until]; 0: open */
	int64_t until_unix_ms;
	const char *after;               /* lists: the id that ended the page before; NULL: first */
};

/* The exact bytes of a request, as journalled.  The line adds host, authorization and, for
 * anything but GET, the idempotency key. */
struct processor_wire {
	char method[8];                      /* "GET", "POST", "DELETE" */
	char path[PROCESSOR_PATH_SIZE];      /* from the first '/', with the query */
	char version[PROCESSOR_VERSION_SIZE]; /* of the processor's interface */
	struct str body;                     /* a form; empty for GET */
};

/* How far a request came. */
enum processor_fate {
	PROCESSOR_FATE_REPLIED,     /* a whole reply came: http and body are to be read */
	PROCESSOR_FATE_NO_NAME,     /* the host's name was not found */
	PROCESSOR_FATE_NO_PEER,     /* refused, unreachable, or no connection in time */
	PROCESSOR_FATE_NO_TLS,      /* no protocol or cipher in common, or TLS broke off */
	PROCESSOR_FATE_NOT_TRUSTED, /* certificate, host name or pinned key */
	PROCESSOR_FATE_SETTINGS,    /* the line itself cannot work: CA file, address, key */
	PROCESSOR_FATE_TIMEOUT,
	PROCESSOR_FATE_LOST,        /* closed, reset, cut short, not HTTP */
	PROCESSOR_FATE_TOO_LONG,    /* the body ran over PROCESSOR_REPLY_MAX */
	PROCESSOR_FATE_COUNT,
};

/* What came back.  Body and texts are borrowed until the callback returns. */
struct processor_reply {
	enum processor_fate fate;
	bool was_sent;               /* a byte of the request may have left */
	int http;                    /* status; of a whole reply only */
	int should_retry;            /* Stripe-Should-Retry: 1 true, 0 false, -1 not there */
	bool is_replayed;            /* Idempotent-Replayed: true */
	int64_t retry_after_ms;      /* -1: not there */
	int64_t date_unix_ms;        /* the processor's clock; 0: not there */
	int64_t took_ms;
	char request_id[PROCESSOR_CODE_SIZE];
	char content_type[PROCESSOR_CODE_SIZE];
	const char *body;
	size_t body_len;
};

/* What decode made of a reply.  Everything besides outcome, next and message may be missing: empty
 * or 0, and -1 for amounts. */
struct processor_answer {
	enum processor_outcome outcome;
	enum processor_state state;
	enum processor_next next;
	const char *message;         /* an English msgid for the cashier, a constant; never NULL */
	bool is_known;               /* what stands below is from a whole, matching answer */

	char intent[PROCESSOR_ID_SIZE];
	char charge[PROCESSOR_ID_SIZE];
	char refund[PROCESSOR_ID_SIZE];
	char reader[PROCESSOR_ID_SIZE];
	char session[PROCESSOR_ID_SIZE];
	char paylink[PROCESSOR_ID_SIZE];
	char price[PROCESSOR_ID_SIZE];
	char customer[PROCESSOR_ID_SIZE];
	char method[PROCESSOR_ID_SIZE];  /* a card on file, when one was saved or used */
	char url[PROCESSOR_URL_SIZE];    /* of a link; never logged */

	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor;            /* of the intent (with the tip), refund, session */
	int64_t authorized_minor;        /* all that was ever granted on the hold */
	int64_t capturable_minor;        /* what is left of it */
	int64_t captured_minor;
	int64_t refunded_minor;          /* of the charge, or by this refund */
	int64_t tip_minor;               /* chosen on the reader; part of amount_minor */
	int64_t capture_most_minor;      /* P5: the most that may be captured, tip included */
	int64_t capture_before_unix_ms;  /* P6 */
	int64_t created_unix_ms;
	int64_t expires_at_unix_ms;      /* of a link */
	bool can_increment;
	bool can_overcapture;
	bool is_online;                  /* the reader */

	char brand[32];                  /* as the processor spells it: "visa" */
	char last_four[5];
	char wallet[32];                 /* "apple_pay"; empty for a plain card */
	char read_method[32];            /* "contactless_emv" */
	char authorization_code[16];
	char application[64];            /* EMV: preferred name and */
	char application_id[40];         /* AID, for the slip */

	char code[PROCESSOR_CODE_SIZE];         /* error or reader failure code */
	char decline_code[PROCESSOR_CODE_SIZE]; /* for the log and a manager, never the guest */
	char param[PROCESSOR_CODE_SIZE];
	char request_id[PROCESSOR_CODE_SIZE];
	bool is_replayed;
	int should_retry;
	int64_t retry_after_ms;
	int http;

	size_t count;                    /* lists: items in this page */
	bool has_more;                   /* lists: ask again with `after` = last_id */
	char last_id[PROCESSOR_ID_SIZE];
};

/* One row of a list answer; what a field is depends on the list, the rest is empty or 0. */
struct processor_item {
	char id[PROCESSOR_ID_SIZE];
	/* event: what it is about; ledger: its source; charge, session: its intent; refund: its
	 * charge */
	char object[PROCESSOR_ID_SIZE];
	char intent[PROCESSOR_ID_SIZE];  /* where there is one */
	char payout[PROCESSOR_ID_SIZE];
	char attempt[PROCESSOR_KEY_SIZE]; /* metadata[attempt]; event: its idempotency key */
	char type[PROCESSOR_CODE_SIZE];  /* event, ledger: its type; reader: device type */
	char category[PROCESSOR_CODE_SIZE]; /* ledger: reporting category */
	char status[32];                 /* as the processor spells it */
	char label[128];                 /* reader: its name */
	enum processor_state state;      /* intents, refunds, sessions, charges */
	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor;
	int64_t captured_minor;          /* charge, intent */
	int64_t refunded_minor;          /* charge */
	int64_t fee_minor;               /* ledger */
	int64_t net_minor;               /* ledger */
	int64_t created_unix_ms;
	int64_t available_unix_ms;       /* ledger: available on; payout: arrives */
	bool is_online;                  /* reader */
	bool is_disputed;                /* charge */
};

/* Takes one row; false ends the walk. */
typedef bool processor_item_fn(void *arg, const struct processor_item *item);

struct processor_driver {
	const char *name;
	unsigned can;                /* enum processor_can */

	/* The bytes for a request.  [pure]  ERR_RANGE, ERR_MEMORY. */
	enum err (*encode)(const struct processor_request *request,
			   struct processor_wire *ret_wire);

	/* What a reply means, given what was asked.  [pure]  Never fails. */
	void (*decode)(const struct processor_request *request,
		       const struct processor_reply *reply, struct processor_answer *ret_answer);

	/* Walks the rows of a list reply whose answer was PROCESSOR_OK.  [pure]
	 * ERR_DATA for anything else. */
	enum err (*list)(const struct processor_request *request,
			 const struct processor_reply *reply, processor_item_fn *take, void *arg);
};

/* The driver that speaks Stripe's interface. */
extern const struct processor_driver processor_stripe;

/* --- carrying ------------------------------------------------------------------------------- */

/* Called once per send, from the loop and never from within send. */
typedef void processor_done_fn(void *arg, const char *key, const struct processor_reply *reply);

/* Carries requests.  [net]  Any number may be under way, each with a key of its own. */
struct processor_line {
	/* Starts sending; returns at once.  `key` names the request (and is its idempotency key
	 * unless it is a GET); `wire` is copied.  ERR_EXISTS: a request with this key is under way;
	 * ERR_RANGE: not a wire; ERR_LIMIT, ERR_MEMORY: in all of them nothing was sent, and done
	 * is not called. */
	enum err (*send)(void *self, const char *key, const struct processor_wire *wire,
			 int64_t timeout_ms, processor_done_fn *done, void *arg);

	/* Forgets a request: done is not called any more.  What was sent stays sent. */
	void (*abort)(void *self, const char *key);

	void *self;
};

/* A processor as the program holds it: in struct app, borrowed by everyone. */
struct processor {
	const struct processor_driver *driver;
	struct processor_line line;
	enum processor_mode mode;
	char account[PROCESSOR_CODE_SIZE]; /* the settings' name of it, kept with each attempt */
	char location[PROCESSOR_ID_SIZE];  /* of the readers; "": all */
};

/* --- names ---------------------------------------------------------------------------------- */

/* The name in the store and logs. */
const char *processor_op_name(enum processor_op op);
const char *processor_outcome_name(enum processor_outcome outcome);
const char *processor_state_name(enum processor_state state);
const char *processor_next_name(enum processor_next next);

/* The value of a name; false when there is none. */
bool processor_op_parse(const char *name, enum processor_op *ret_op);
bool processor_outcome_parse(const char *name, enum processor_outcome *ret_outcome);
bool processor_state_parse(const char *name, enum processor_state *ret_state);

/* Whether the operation changes anything there: it is journalled and keyed. */
bool processor_is_write(enum processor_op op);

/* Whether it could move money twice if it were sent again under a new key. */
bool processor_moves_twice(enum processor_op op);

/* An answer about which nothing is known yet: unknown, amounts -1. */
void processor_answer_init(struct processor_answer *answer);

/* Frees the body. */
void processor_wire_done(struct processor_wire *wire);

#endif
