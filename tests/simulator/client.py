# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/simulator/client.py -- Stripe's own client, and plain sockets, against sanduq-simulator.
#
#   client.py flows PROGRAM DIR [SPEC]   the main flows; every answer held against the description
#   client.py wire PROGRAM DIR           every fault as it arrives at a client
#
# Prints a line per check; exits 1 when one failed, 77 when Stripe's client is not installed.
import gzip
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse

failed = 0


def check(name, is_true, about=""):
    global failed
    if not is_true:
        failed += 1
    print("%s: %s%s" % ("ok" if is_true else "FAILED", name,
                        " (%s)" % (about,) if about and not is_true else ""))


class Spec:
    """Holds an answer against the description of its operation."""

    def __init__(self, path):
        with gzip.open(path) as file:
            self.spec = json.load(file)
        self.schemas = self.spec["components"]["schemas"]
        self.problems = []
        self.count = 0
        self.routes = []
        for path, item in self.spec["paths"].items():
            pattern = re.compile("^" + re.sub(r"\{[^}]*\}", "[^/]+", path) + "$")
            self.routes.append((path.count("{"), pattern, item))
        self.routes.sort(key=lambda route: route[0])

    def answer(self, method, url, status, value):
        path = urllib.parse.urlsplit(url).path
        for _, pattern, item in self.routes:
            if pattern.match(path) and method in item:
                responses = item[method]["responses"]
                wanted = responses.get(str(status), responses["default"])
                schema = wanted["content"]["application/json"]["schema"]
                self.count += 1
                wrong = self.wrong(value, schema, "")
                if wrong:
                    self.problems.append("%s %s: %s" % (method, path, wrong))
                return

    def wrong(self, value, schema, at):
        if "$ref" in schema:
            return self.wrong(value, self.schemas[schema["$ref"].split("/")[-1]], at)
        if value is None:
            return "" if schema.get("nullable") else at + " is null"
        if "anyOf" in schema:
            all_wrong = [self.wrong(value, one, at) for one in schema["anyOf"]]
            return "" if "" in all_wrong else max(all_wrong, key=len)
        return self.wrong_type(value, schema, at)

    def wrong_type(self, value, schema, at):
        kind = schema.get("type")
        types = {"string": str, "integer": int, "boolean": bool, "array": list,
                 "object": dict, "number": (int, float)}
        if kind and (not isinstance(value, types[kind]) or
                     (kind == "integer" and isinstance(value, bool))):
            return "%s is no %s" % (at, kind)
        if "enum" in schema and value not in schema["enum"]:
            return "%s is %s" % (at, value)
        if kind == "array":
            for i, one in enumerate(value):
                wrong = self.wrong(one, schema["items"], "%s[%d]" % (at, i))
                if wrong:
                    return wrong
        if kind == "object" and "properties" in schema:
            return self.wrong_members(value, schema, at)
        return ""

    def wrong_members(self, value, schema, at):
        for name in schema.get("required", []):
            if name not in value:
                return "%s.%s is missing" % (at, name)
        for name, one in value.items():
            if name not in schema["properties"]:
                return "%s.%s is unknown" % (at, name)
            wrong = self.wrong(one, schema["properties"][name], "%s.%s" % (at, name))
            if wrong:
                return wrong
        return ""


class Simulator:
    def __init__(self, program, folder, *options):
        self.program = program
        self.folder = folder
        self.process = subprocess.Popen(
            [program, "run", "--dir", folder, "--quiet", "--with-parent",
             "--port-file", folder + ".port"] + list(options))
        for _ in range(500):
            if os.path.exists(folder + ".port"):
                break
            time.sleep(0.01)
        with open(folder + ".port") as file:
            self.port = int(file.read())
        with open(os.path.join(folder, "api-key")) as file:
            self.key = file.read().strip()
        self.ca = os.path.join(folder, "ca.pem")

    def control(self, *words):
        done = subprocess.run([self.program] + list(words) + ["--dir", self.folder],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
        if done.returncode != 0:
            return {"failed": done.stderr.decode()}
        lines = done.stdout.decode().splitlines()
        if words[0] == "record":
            return [json.loads(line) for line in lines]
        return json.loads(lines[0])

    def faults(self, *rules):
        path = self.folder + ".faults"
        with open(path, "w") as file:
            file.writelines(json.dumps(rule) + "\n" for rule in rules)
        return self.control("faults", path)

    def stop(self):
        self.control("stop")
        code = self.process.wait(10)
        os.unlink(self.folder + ".port")
        return code


def open_stripe(simulator, spec):
    try:
        import stripe
    except ImportError:
        print("python3-stripe is not installed")
        sys.exit(77)
    stripe.api_base = "https://localhost:%d" % simulator.port
    stripe.api_key = simulator.key
    stripe.api_version = "2024-04-10"
    stripe.ca_bundle_path = simulator.ca
    stripe.enable_telemetry = False
    stripe.max_network_retries = 0
    inner = stripe.http_client.RequestsClient(verify_ssl_certs=True)
    request = inner.request

    def watched(method, url, headers, post_data=None):
        body, status, answer_headers = request(method, url, headers, post_data)
        if spec:
            spec.answer(method, url, status, json.loads(body))
        return body, status, answer_headers

    inner.request = watched
    stripe.default_http_client = inner
    return stripe


def refused(stripe, run, code=None, kind=None):
    try:
        run()
    except stripe.error.StripeError as error:
        return (code is None or error.code == code) and \
            (kind is None or isinstance(error, kind))
    return False


def terminal_flow(stripe, simulator):
    Reader = stripe.terminal.Reader
    location = stripe.terminal.Location.create(
        display_name="House", address={"line1": "1 Main", "country": "US", "city": "X",
                                       "state": "CA", "postal_code": "94111"})
    reader = Reader.create(registration_code="simulated-wpe", location=location.id, label="Bar")
    check("a reader is listed", Reader.list(location=location.id).data[0].id == reader.id)
    shown = Reader.set_reader_display(
        reader.id, type="cart", cart={"currency": "usd", "total": 4200, "tax": 200,
                                      "line_items": [{"description": "Soup", "amount": 4000,
                                                      "quantity": 1}]})
    check("a cart is shown", shown.action.set_reader_display.cart.total == 4200)
    intent = stripe.PaymentIntent.create(
        amount=4200, currency="usd", payment_method_types=["card_present"],
        capture_method="manual", metadata={"attempt": "a-1"}, idempotency_key="key-1",
        payment_method_options={"card_present": {
            "request_incremental_authorization_support": True,
            "request_extended_authorization": True}})
    reader = Reader.process_payment_intent(
        reader.id, payment_intent=intent.id,
        process_config={"enable_customer_cancellation": True})
    check("the reader waits", reader.action.status == "in_progress")
    told = simulator.control("present", "--card", "visa", "--tip", "3.00")
    check("a card is presented", told["action"]["status"] == "succeeded", told)
    intent = stripe.PaymentIntent.retrieve(intent.id, expand=["latest_charge"])
    card = intent.latest_charge.payment_method_details.card_present
    check("the hold has its tip", intent.amount == 4500 and intent.amount_details.tip.amount == 300)
    check("the slip has what it needs", card.last4 == "4242" and card.receipt.authorization_code
          and card.receipt.dedicated_file_name == "A0000000031010")
    check("it is held thirty days", card.capture_before - intent.created >= 29 * 86400)
    intent = stripe.PaymentIntent.increment_authorization(intent.id, amount=6000)
    check("the hold is raised", intent.amount_capturable == 6000)
    intent = stripe.PaymentIntent.capture(intent.id, amount_to_capture=5500)
    check("it is captured", intent.status == "succeeded" and intent.amount_received == 5500)
    check("it cannot be captured again",
          refused(stripe, lambda: stripe.PaymentIntent.capture(intent.id),
                  "payment_intent_unexpected_state"))
    return reader, intent


def reader_flow(stripe, reader):
    Reader = stripe.terminal.Reader
    intent = stripe.PaymentIntent.create(amount=1000, currency="usd", capture_method="manual",
                                         payment_method_types=["card_present"])
    Reader.process_payment_intent(reader.id, payment_intent=intent.id)
    Reader.TestHelpers.present_payment_method(
        reader.id, card_present={"number": "4000000000000002"}, type="card_present")
    reader = Reader.retrieve(reader.id)
    check("a declined card fails the action", reader.action.failure_code == "card_declined")
    Reader.process_payment_intent(reader.id, payment_intent=intent.id)
    reader = Reader.cancel_action(reader.id)
    check("the action is stopped", reader.action is None)
    intent = stripe.PaymentIntent.cancel(intent.id, cancellation_reason="requested_by_customer")
    check("the payment is canceled", intent.status == "canceled")


def refund_flow(stripe, simulator, intent):
    refund = stripe.Refund.create(payment_intent=intent.id, amount=1500, reason="duplicate",
                                  metadata={"attempt": "r-1"}, idempotency_key="refund-1")
    again = stripe.Refund.create(payment_intent=intent.id, amount=1500, reason="duplicate",
                                 metadata={"attempt": "r-1"}, idempotency_key="refund-1")
    check("a refund is made once per key", refund.id == again.id)
    check("another body is refused", refused(
        stripe, lambda: stripe.Refund.create(payment_intent=intent.id, amount=1,
                                             idempotency_key="refund-1"),
        kind=stripe.error.IdempotencyError))
    check("no more than was captured", refused(
        stripe, lambda: stripe.Refund.create(payment_intent=intent.id, amount=4001),
        kind=stripe.error.InvalidRequestError))
    simulator.control("refund-fails", refund.id)
    refund = stripe.Refund.retrieve(refund.id, expand=["charge"])
    check("a refund may fail later", refund.status == "failed" and
          refund.failure_reason == "expired_or_canceled_card")
    check("what failed is not refunded", refund.charge.amount_refunded == 0)
    events = stripe.Event.list(types=["refund.created", "refund.failed"]).data
    check("events tell the key", events[-1]["request"]["idempotency_key"] == "refund-1")


def card_flow(stripe):
    customer = stripe.Customer.create(name="Guest", email="guest@example.com")
    method = stripe.PaymentMethod.attach("pm_card_mastercard", customer=customer.id)
    check("a card is on file",
          stripe.Customer.list_payment_methods(customer.id, type="card").data[0].id == method.id)
    intent = stripe.PaymentIntent.create(
        amount=8000, currency="eur", customer=customer.id, payment_method=method.id,
        off_session=True, confirm=True)
    check("it is charged", intent.status == "succeeded")
    check("a lost card is refused", refused(
        stripe, lambda: stripe.PaymentIntent.create(
            amount=8000, currency="eur", confirm=True,
            payment_method="pm_card_visa_chargeDeclinedLostCard"),
        "card_declined", stripe.error.CardError))
    check("unknown parameters are refused", refused(
        stripe, lambda: stripe.Customer.create(shoe_size="43"), "parameter_unknown"))
    check("lists have pages",
          len(list(stripe.PaymentIntent.list(limit=1).auto_paging_iter())) >= 4)
    check("unknown ids are told", refused(
        stripe, lambda: stripe.PaymentIntent.retrieve("pi_none"), "resource_missing"))
    stripe.Customer.delete(customer.id)


def page_flow(stripe, simulator):
    session = stripe.checkout.Session.create(
        mode="payment", success_url="https://example.com/done", client_reference_id="t5",
        line_items=[{"price_data": {"currency": "usd", "unit_amount": 2500,
                                    "product_data": {"name": "Table 5"}}, "quantity": 1}],
        payment_intent_data={"metadata": {"attempt": "q-1"}})
    check("a page has an address", session.url.startswith("https://localhost"))
    simulator.control("pay-link", "--url", session.url, "--method", "apple_pay")
    session = stripe.checkout.Session.retrieve(session.id,
                                               expand=["payment_intent.latest_charge"])
    check("it is paid", session.payment_status == "paid" and
          session.payment_intent.latest_charge.payment_method_details.card.wallet.type ==
          "apple_pay")
    other = stripe.checkout.Session.create(
        mode="payment", success_url="https://example.com/done",
        line_items=[{"price_data": {"currency": "usd", "unit_amount": 900,
                                    "product_data": {"name": "Tea"}}, "quantity": 1}])
    check("a page is withdrawn", stripe.checkout.Session.expire(other.id).status == "expired")
    price = stripe.Price.create(currency="usd", unit_amount=10000,
                                product_data={"name": "Deposit"})
    link = stripe.PaymentLink.create(line_items=[{"price": price.id, "quantity": 1}],
                                     restrictions={"completed_sessions": {"limit": 1}},
                                     metadata={"attempt": "l-1"})
    simulator.control("pay-link", "--url", link.url, "--method", "paypal", "--slow")
    sessions = stripe.checkout.Session.list(payment_link=link.id).data
    check("a slow payment is complete, unpaid",
          (sessions[0].status, sessions[0].payment_status) == ("complete", "unpaid"))
    simulator.control("pay-link", "--url", sessions[0].id, "--settle")
    check("and paid later",
          stripe.checkout.Session.retrieve(sessions[0].id).payment_status == "paid")
    check("a link is closed", not stripe.PaymentLink.modify(link.id, active=False).active)


def ledger_flow(stripe, simulator, intent):
    check("the balance is there", stripe.Balance.retrieve().object == "balance")
    told = simulator.control("dispute", intent.id)
    check("a dispute is opened", told.get("object") == "dispute", told)
    dispute = stripe.Dispute.list(payment_intent=intent.id).data[0]
    dispute = stripe.Dispute.modify(dispute.id, submit=True,
                                    evidence={"uncategorized_text": "winning_evidence"})
    check("it is won", dispute.status == "won")
    simulator.control("advance", "200000")
    payout = simulator.control("payout", "--currency", "usd")
    moves = stripe.BalanceTransaction.list(payout=payout["id"], limit=100).data
    check("a payout is the sum of its movements", payout["amount"] == sum(
        move.net for move in moves if move.type != "payout"))
    check("payouts are listed", stripe.Payout.list().data[0].id == payout["id"])
    check("charges are listed", len(stripe.Charge.list(created={"gte": 1}).data) >= 4)


def flows(program, folder, spec_path):
    spec = Spec(spec_path) if spec_path else None
    simulator = Simulator(program, folder)
    stripe = open_stripe(simulator, spec)
    reader, intent = terminal_flow(stripe, simulator)
    reader_flow(stripe, reader)
    refund_flow(stripe, simulator, intent)
    card_flow(stripe)
    page_flow(stripe, simulator)
    ledger_flow(stripe, simulator, intent)
    begun = time.monotonic()
    for _ in range(200):
        stripe.PaymentIntent.retrieve(intent.id)
    took_ms = (time.monotonic() - begun) * 1000 / 200
    print("%.2f ms a request with Stripe's client" % took_ms)
    if spec:
        check("%d answers are as described" % spec.count, not spec.problems and spec.count > 60,
              "; ".join(sorted(set(spec.problems))))
    check("it ends when it is told to", simulator.stop() == 0)


def send(simulator, method, path, form="", key=None, timeout=5.0, tls=None):
    """The bytes of an answer, or the exception."""
    context = ssl.create_default_context(cafile=simulator.ca)
    try:
        with socket.create_connection(("127.0.0.1", simulator.port), timeout) as plain, \
                context.wrap_socket(plain, server_hostname="localhost") as line:
            head = "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n" \
                "Content-Length: %d\r\nConnection: close\r\n" % (
                    method, path, simulator.key, len(form))
            if key:
                head += "Idempotency-Key: %s\r\n" % key
            line.sendall((head + "\r\n" + form).encode())
            return read_all(line)
    except (OSError, ssl.SSLError) as error:
        return error


def read_all(line):
    data = b""
    while True:
        try:
            more = line.recv(65536)
        except ssl.SSLEOFError:
            more = b""
        if not more:
            return data
        data += more


CREATE = "amount=5000&currency=usd"


def create(simulator, key, **how):
    return send(simulator, "POST", "/v1/payment_intents", CREATE, key, **how)


def effects(simulator, key):
    return len([line for line in simulator.control("record") if line["key"] == key])


def body_of(answer):
    return answer.split(b"\r\n\r\n", 1)[1]


def fault_on(simulator, name, **more):
    rule = {"on": "payment_intents.create", "call": 1, "fault": name}
    rule.update(more)
    simulator.faults(rule)
    begun = time.monotonic()
    answer = create(simulator, "key-" + name)
    return answer, time.monotonic() - begun, effects(simulator, "key-" + name)


def is_lost(answer):
    """No byte of an answer came; Python tells a reset as the end or as an error."""
    return answer == b"" or isinstance(answer, OSError)


def answer_faults(simulator):
    answer, _, count = fault_on(simulator, "reset-before")
    check("reset before the effect", is_lost(answer) and count == 0, answer)
    answer, _, count = fault_on(simulator, "reset-after")
    check("reset after the effect", is_lost(answer) and count == 1, answer)
    for cut in (0, 1, 17, 200, 700):
        answer, _, count = fault_on(simulator, "cut", arg=cut)
        check("cut at byte %d" % cut, isinstance(answer, bytes) and len(answer) == cut, answer)
    answer, took, count = fault_on(simulator, "stall-before", arg=400)
    check("stall before the effect", took > 0.35 and b" 200 " in answer and count == 1, took)
    answer, took, count = fault_on(simulator, "stall-after", arg=400)
    check("stall after the effect", took > 0.35 and b" 200 " in answer, took)
    answer, took, count = fault_on(simulator, "drip", arg=1)
    check("a slow drip arrives whole", took > 0.5 and json.loads(body_of(answer))["amount"] == 5000)
    answer, _, _ = fault_on(simulator, "truncated")
    check("truncated JSON", b" 200 " in answer and not body_of(answer).endswith(b"}"))
    answer, _, _ = fault_on(simulator, "html")
    check("a page of HTML", b"text/html" in answer and b"<html>" in answer)
    answer, _, _ = fault_on(simulator, "redirect")
    check("a redirect", b" 302 " in answer and b"Location: https://portal.invalid/" in answer)
    answer, _, _ = fault_on(simulator, "rate-limit", arg=3)
    check("too many requests", b" 429 " in answer and b"Retry-After: 3" in answer)
    answer, _, _ = fault_on(simulator, "500-retry")
    check("an error to be retried", b"Stripe-Should-Retry: true" in answer)
    answer, _, count = fault_on(simulator, "500-after")
    again = create(simulator, "key-500-after")
    check("an error that is kept", b" 500 " in again and b"Idempotent-Replayed: true" in again
          and count == 1)
    answer, _, _ = fault_on(simulator, "wrong-amount")
    check("a wrong amount", json.loads(body_of(answer))["amount"] == 5001)


def soon(is_true):
    """True when it becomes true within half a minute."""
    for _ in range(300):
        if is_true():
            return True
        time.sleep(0.1)
    return False


def bytes_of(answer):
    return answer if isinstance(answer, bytes) else b""


def held_faults(simulator):
    simulator.faults({"on": "payment_intents.create", "call": 1, "fault": "stall-before",
                      "arg": 4000})
    lost = create(simulator, "held", timeout=1)
    check("a client gives up", isinstance(lost, OSError))
    busy = create(simulator, "held")
    check("its key is in use", b" 409 " in busy and b"idempotency_key_in_use" in busy)
    check("and nothing happened", effects(simulator, "held") == 0)
    check("it is executed all the same",
          soon(lambda: effects(simulator, "held") == 1))
    again = create(simulator, "held")
    check("and its answer kept", b" 200 " in again and b"Idempotent-Replayed: true" in again)


def connection_faults(simulator):
    def next_connection(name, **more):
        # The command that sets the script takes no connection from it; the next one does.
        rule = {"on": "connect", "call": 1, "fault": name}
        rule.update(more)
        simulator.faults(rule)
        return send(simulator, "GET", "/v1/balance")

    for name, words in (("bad-ca", "unable to get local issuer"), ("expired", "expired"),
                        ("wrong-host", "ostname mismatch")):
        answer = next_connection(name)
        check("certificate: " + name, isinstance(answer, ssl.SSLError) and words in str(answer),
              answer)
    answer = next_connection("tls1.1")
    check("nothing but TLS 1.1", isinstance(answer, ssl.SSLError), answer)
    answer = next_connection("refuse")
    check("reset at the door", isinstance(answer, OSError), answer)
    next_connection("closed", arg=1500)
    answer = send(simulator, "GET", "/v1/balance")
    check("connection refused", isinstance(answer, ConnectionRefusedError), answer)
    check("and open again", soon(
        lambda: b" 200 " in bytes_of(send(simulator, "GET", "/v1/balance"))))
    fired = simulator.control("status")["faults"]
    check("faults are counted", fired[0]["fired"] == 1, fired)


def state_is_kept(program, folder):
    simulator = Simulator(program, folder, "--state", "keep")
    create(simulator, "kept")
    port = simulator.port
    simulator.process.kill()
    simulator.process.wait()
    os.unlink(folder + ".port")
    simulator = Simulator(program, folder, "--state", "keep")
    again = create(simulator, "kept")
    check("killed, it remembers", b"Idempotent-Replayed: true" in again)
    check("and has its port again", simulator.port == port)
    second = subprocess.run([program, "run", "--dir", folder], stderr=subprocess.PIPE)
    check("a folder has one simulator", second.returncode == 75 and b"in use" in second.stderr)
    check("it ends", simulator.stop() == 0)


def nothing_is_left(program, folder):
    reading, writing = os.pipe()
    process = subprocess.Popen([program, "run", "--dir", folder, "--quiet", "--parent-pipe",
                                str(reading)], pass_fds=[reading])
    os.close(reading)
    time.sleep(0.3)
    check("it runs while the pipe is open", process.poll() is None)
    os.close(writing)
    check("and ends with it", process.wait(30) == 0)
    os.unlink(os.path.join(folder, "port"))
    parent = subprocess.Popen(["/bin/sh", "-c", '"$0" run --dir "$1" --quiet --with-parent & '
                               'echo $!; wait', program, folder], stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    soon(lambda: os.path.exists(os.path.join(folder, "port")))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    check("it ends with its parent", soon(lambda: is_dead(child)))


def reader_by_itself(program, folder):
    simulator = Simulator(program, folder, "--auto", "mastercard", "--auto-delay", "200")
    reader = json.loads(body_of(send(simulator, "POST", "/v1/terminal/readers",
                                     "registration_code=simulated-wpe")))
    intent = json.loads(body_of(send(
        simulator, "POST", "/v1/payment_intents",
        CREATE + "&capture_method=manual&payment_method_types[]=card_present")))
    send(simulator, "POST", "/v1/terminal/readers/%s/process_payment_intent" % reader["id"],
         "payment_intent=" + intent["id"])

    def is_held():
        answer = send(simulator, "GET", "/v1/payment_intents/" + intent["id"])
        return json.loads(body_of(answer))["status"] == "requires_capture"

    check("a reader presents by itself", soon(is_held))
    simulator.stop()


def is_dead(process_id):
    try:
        with open("/proc/%d/stat" % process_id) as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def wire(program, folder):
    simulator = Simulator(program, folder)
    answer_faults(simulator)
    held_faults(simulator)
    connection_faults(simulator)
    check("a wrong key", b" 401 " in send(
        type("Other", (), {"key": "sk_live_x", "ca": simulator.ca, "port": simulator.port}),
        "GET", "/v1/balance"))
    answer = send(simulator, "POST", "/_simulator/status")
    check("control needs the token", b" 403 " in answer)
    check("another script must be whole",
          "line 1" in simulator.faults({"on": "x"}).get("failed", ""))
    simulator.stop()
    state_is_kept(program, folder + "-kept")
    nothing_is_left(program, folder + "-left")
    reader_by_itself(program, folder + "-auto")


def main():
    what, program, folder = sys.argv[1:4]
    if what == "flows":
        flows(program, folder, sys.argv[4] if len(sys.argv) > 4 else None)
    else:
        wire(program, folder)
    sys.exit(1 if failed else 0)


main()
