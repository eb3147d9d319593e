package dev.errorproxy.clients;

import java.util.Map;

/** The clients, each in its normal and its streamed form, with what they make of c, r and u, in this order. */
enum Form {
    OPENAI_JAVA_CHAT(
            Library.OPENAI_JAVA,
            "chat",
            Protocol.CHAT,
            OpenAiJava::chat,
            "BadRequestException, 1, –",
            "RateLimitException, 3, yes",
            "InternalServerException, 3, –"),
    OPENAI_JAVA_CHAT_STREAMED(
            Library.OPENAI_JAVA,
            "chat, streamed",
            Protocol.CHAT,
            OpenAiJava::chatStreamed,
            "BadRequestException, 1, –",
            "RateLimitException, 3, yes",
            "InternalServerException, 3, –"),
    OPENAI_JAVA_RESPONSES(
            Library.OPENAI_JAVA,
            "responses",
            Protocol.RESPONSES,
            OpenAiJava::responses,
            "BadRequestException, 1, –",
            "RateLimitException, 3, yes",
            "InternalServerException, 3, –"),
    OPENAI_JAVA_RESPONSES_STREAMED(
            Library.OPENAI_JAVA,
            "responses, streamed",
            Protocol.RESPONSES,
            OpenAiJava::responsesStreamed,
            "BadRequestException, 1, –",
            "RateLimitException, 3, yes",
            "InternalServerException, 3, –"),
    ANTHROPIC_JAVA_MESSAGES(
            Library.ANTHROPIC_JAVA,
            "messages",
            Protocol.MESSAGES,
            AnthropicJava::messages,
            "BadRequestException, 1, –",
            "RateLimitException, 3, yes",
            "OverloadedException, 3, –"),
    ANTHROPIC_JAVA_MESSAGES_STREAMED(
            Library.ANTHROPIC_JAVA,
            "messages, streamed",
            Protocol.MESSAGES,
            AnthropicJava::messagesStreamed,
            "BadRequestException, 1, –",
            "RateLimitException, 3, yes",
            "OverloadedException, 3, –"),
    GOOGLE_GENAI_GENERATE(
            Library.GOOGLE_GENAI,
            "generateContent",
            Protocol.GEMINI,
            GoogleGenAi::generate,
            "ClientException, 1, –",
            "ClientException, 5, no",
            "ServerException, 5, –"),
    GOOGLE_GENAI_GENERATE_STREAMED(
            Library.GOOGLE_GENAI,
            "generateContent, streamed",
            Protocol.GEMINI,
            GoogleGenAi::generateStreamed,
            "ClientException, 1, –",
            "ClientException, 5, no",
            "ServerException, 5, –"),
    LANGCHAIN4J_OPENAI(
            Library.LANGCHAIN4J,
            "OpenAiChatModel",
            Protocol.CHAT,
            LangChain4j::chat,
            "InvalidRequestException, 1, –",
            "RateLimitException, 3, no",
            "InternalServerException, 3, –"),
    LANGCHAIN4J_OPENAI_STREAMED(
            Library.LANGCHAIN4J,
            "OpenAiStreamingChatModel",
            Protocol.CHAT,
            LangChain4j::chatStreamed,
            "InvalidRequestException, 1, –",
            "RateLimitException, 1, –",
            "InternalServerException, 1, –"),
    LANGCHAIN4J_RESPONSES(
            Library.LANGCHAIN4J,
            "OpenAiResponsesChatModel",
            Protocol.RESPONSES,
            LangChain4j::responses,
            "InvalidRequestException, 1, –",
            "RateLimitException, 1, –",
            "InternalServerException, 1, –"),
    LANGCHAIN4J_RESPONSES_STREAMED(
            Library.LANGCHAIN4J,
            "OpenAiResponsesStreamingChatModel",
            Protocol.RESPONSES,
            LangChain4j::responsesStreamed,
            "InvalidRequestException, 1, –",
            "RateLimitException, 1, –",
            "InternalServerException, 1, –"),
    LANGCHAIN4J_ANTHROPIC(
            Library.LANGCHAIN4J,
            "AnthropicChatModel",
            Protocol.MESSAGES,
            LangChain4j::messages,
            "InvalidRequestException, 1, –",
            "RateLimitException, 3, no",
            "InternalServerException, 3, –"),
    LANGCHAIN4J_ANTHROPIC_STREAMED(
            Library.LANGCHAIN4J,
            "AnthropicStreamingChatModel",
            Protocol.MESSAGES,
            LangChain4j::messagesStreamed,
            "InvalidRequestException, 1, –",
            "RateLimitException, 1, –",
            "InternalServerException, 1, –"),
    LANGCHAIN4J_GEMINI(
            Library.LANGCHAIN4J,
            "GoogleAiGeminiChatModel",
            Protocol.GEMINI,
            LangChain4j::gemini,
            "InvalidRequestException, 1, –",
            "RateLimitException, 3, no",
            "InternalServerException, 3, –"),
    LANGCHAIN4J_GEMINI_STREAMED(
            Library.LANGCHAIN4J,
            "GoogleAiGeminiStreamingChatModel",
            Protocol.GEMINI,
            LangChain4j::geminiStreamed,
            "InvalidRequestException, 1, –",
            "RateLimitException, 1, –",
            "InternalServerException, 1, –"),
    SPRING_AI_OPENAI(
            Library.SPRING_AI,
            "OpenAiChatModel, call",
            Protocol.CHAT,
            SpringAi::chat,
            "NonTransientAiException, 1, –",
            "NonTransientAiException, 1, –",
            "TransientAiException, 10, –"),
    SPRING_AI_OPENAI_STREAMED(
            Library.SPRING_AI,
            "OpenAiChatModel, stream",
            Protocol.CHAT,
            SpringAi::chatStreamed,
            "WebClientResponseException.BadRequest, 1, –",
            "WebClientResponseException.TooManyRequests, 1, –",
            "WebClientResponseException.InternalServerError, 1, –"),
    SPRING_AI_ANTHROPIC(
            Library.SPRING_AI,
            "AnthropicChatModel, call",
            Protocol.MESSAGES,
            SpringAi::messages,
            "NonTransientAiException, 1, –",
            "NonTransientAiException, 1, –",
            "TransientAiException, 10, –"),
    SPRING_AI_ANTHROPIC_STREAMED(
            Library.SPRING_AI,
            "AnthropicChatModel, stream",
            Protocol.MESSAGES,
            SpringAi::messagesStreamed,
            "RuntimeException, 1, –",
            "RuntimeException, 1, –",
            "RuntimeException, 1, –");

    private final Library library;
    private final String form;
    private final Protocol protocol;
    private final Asking asking;
    private final Map<Fault, String> expected;

    Form(
            Library library,
            String form,
            Protocol protocol,
            Asking asking,
            String contextLength,
            String rateLimit,
            String serverError) {
        this.library = library;
        this.form = form;
        this.protocol = protocol;
        this.asking = asking;
        this.expected = Map.of(
                Fault.CONTEXT_LENGTH, contextLength, Fault.RATE_LIMIT, rateLimit, Fault.SERVER_ERROR, serverError);
    }

    /** Returns the library that it belongs to. */
    Library library() {
        return library;
    }

    /** Returns its name within the library. */
    String form() {
        return form;
    }

    /** Returns the protocol that it speaks. */
    Protocol protocol() {
        return protocol;
    }

    /** Returns whether the answer comes in pieces. */
    boolean streams() {
        return name().endsWith("_STREAMED");
    }

    /** Returns the answer to {@link Protocol#QUESTION} that it gets from the proxy. */
    Answer ask(Setup setup) {
        return asking.ask(setup);
    }

    /** Returns what it is expected to make of each error. */
    Map<Fault, String> expected() {
        return expected;
    }
}
