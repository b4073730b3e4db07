package dev.serai.api.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Does what a request asks and keeps its answer in one transaction: both are there, or neither. For
 * requests whose whole effect is in the database.
 */
final class AnswerAtomically {

    private final PostgresAnswers answers;
    private final TransactionOperations transactions;

    AnswerAtomically(PostgresAnswers answers, TransactionOperations transactions) {
        this.answers = answers;
        this.transactions = transactions;
    }

    /**
     * Answers a request whose key nobody has; says who has it otherwise.
     *
     * @throws org.springframework.dao.DataAccessException if the key cannot be looked up or the
     *     answer not be kept; nothing was done then
     * @throws org.springframework.transaction.TransactionException likewise
     */
    Claim answer(
            byte[] key, IdempotentRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        Claim claim;
        try {
            claim = transactions.execute(status -> within(status, key, request, kept, chain));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (Failed e) {
            throw e.exception;
        }
        kept.copyBodyToResponse();
        return claim == null ? new Claim.Mine() : claim;
    }

    private Claim within(
            TransactionStatus transaction,
            byte[] key,
            IdempotentRequest request,
            ContentCachingResponseWrapper kept,
            FilterChain chain) {
        Claim claim = answers.hold(key, request.fingerprint());
        if (!(claim instanceof Claim.Mine)) {
            return claim;
        }
        try {
            chain.doFilter(request, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new Failed(e);
        }
        if (!StoredAnswer.isSuccess(kept)) {
            transaction.setRollbackOnly();
        } else if (StoredAnswer.fits(kept)) {
            answers.keep(key, request.fingerprint(), StoredAnswer.of(kept));
        }
        return claim;
    }

    /** Carries a checked exception out of a transaction. */
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient ServletException exception;

        Failed(ServletException exception) {
            super(exception);
            this.exception = exception;
        }
    }
}
